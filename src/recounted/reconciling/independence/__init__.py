"""Independence: which reports of an incident are one source, and what each goes back to. One file a sign.

``copies`` (the same words), ``translations`` (the same facts in the same order in another language), ``wires`` (an agency
credited for the text), ``quoting`` (another newsroom's report retold), ``one_speaker`` (all rests on one speaker: a note).
``family`` puts them together: begin there.
"""

from recounted.reconciling.independence.family import Independence, independence, recalled
from recounted.reconciling.independence.tree import Node, family_tree

__all__ = ["Independence", "Node", "family_tree", "independence", "recalled"]
