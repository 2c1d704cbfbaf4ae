"""Words: the stored text as tokens with offsets, which language each part of it is in, and printed forms ready to be met."""
