"""Language packs: what each language says for "killed", "at least", "according to" … as data, with its loader and linter."""

from recounted.packs.load import has_pack, languages, load_pack
from recounted.packs.schema import Meaning, Pack

__all__ = ["Meaning", "Pack", "has_pack", "languages", "load_pack"]
