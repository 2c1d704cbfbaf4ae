"""Reconciling: the accounts of one incident into tolls, contested fields, sources and a suggested grade; it never invents."""

from recounted.reconciling.dropping import changes
from recounted.reconciling.incident import RULES_VERSION, reconcile
from recounted.reconciling.independence import Node, family_tree, independence
from recounted.reconciling.rules import DEFAULT_RULE, RULES

__all__ = ["DEFAULT_RULE", "RULES", "RULES_VERSION", "Node", "changes", "family_tree", "independence", "reconcile"]
