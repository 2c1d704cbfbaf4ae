"""Linking: mentions of many reports into incidents, on facts, with reasons, independent of order."""

from recounted.linking.cluster import cluster
from recounted.linking.decide import Verdict, decide, suggest
from recounted.linking.facts import Account, Facts, accounts_of, facts_of, mention_key
from recounted.linking.ids import Naming, code_of, name_clusters
from recounted.linking.members import Cluster, Member

__all__ = [
    "Account", "Cluster", "Facts", "Member", "Naming", "Verdict", "accounts_of", "cluster", "code_of", "decide", "facts_of",
    "mention_key", "name_clusters", "suggest",
]  # fmt: skip
