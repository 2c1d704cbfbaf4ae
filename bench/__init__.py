"""Bench: how well Recounted reads, on labelled sets that lie elsewhere, beside floors, targets and published peers.

    python -m bench run --data PATH        measure what is there, print one table, keep it in build/bench.json
    python -m bench compare OLD NEW        what moved between two runs
    python -m bench misses SET             missed and spurious claims, grouped by cause
    python -m bench report                 docs/quality.md from the last run

The sets are third parties' texts and name real people: they are read by path and never copied here.
"""
