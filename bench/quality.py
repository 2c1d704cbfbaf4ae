"""docs/quality.md, written from a run: what is weak first, then every figure beside its floor, target and peer.

In: a Run. Out: the page. It holds figures alone; what it says in words follows from them or stands in `quality_words.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bench.bars import bar_of, reached
from bench.measure import Run
from bench.table import shown
from bench.tally import Figure

WORDS = Path(__file__).with_name("quality_words.toml")
LANGUAGES = {
    "en": "English", "fr": "French", "uk": "Ukrainian", "ru": "Russian", "es": "Spanish", "ar": "Arabic", "de": "German",
    "pt": "Portuguese", "it": "Italian",
}  # fmt: skip
#: The corpus' figures, with the head of their column.
COLUMNS = {
    "toll: harm + number": "toll",
    "toll: harm + number + subgroup": "+ subgroup",
    "toll: speaker": "speaker",
    "responsibility: actor + stance": "who did it",
    "weapon class": "weapon",
    "incident date": "date",
    "incident place within 25 km": "place",
    "relevant report": "relevance",
    "evidence quote is the text's own": "evidence",
}
SIDE = "accused: "
#: Targets missed that are named in the list of weaknesses.
WEAKEST = 15
#: Cases below which a figure says little.
FEW = 5


def page(run: Run) -> str:
    """The whole page."""
    words = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    stamp = run.stamp
    measured = f"Measured on {stamp.get('date')} with Recounted {stamp.get('recounted')} on one core."
    parts = [
        "# Quality",
        "<!-- Written by `python -m bench report` from docs/quality.json: change neither by hand. -->",
        f"{words['opening'].strip()} {measured}",
        "## What is weak",
        *_weak(run),
        words["weak"].strip(),
        "## Our reports, by language",
        words["corpus"].strip(),
        _matrix(run),
        "## By accused side",
        words["sides"].strip(),
        _sides(run),
    ]
    for name, head in words["sets"].items():
        figures = [f for f in run.figures if f.set == name and not f.part.startswith(SIDE)]
        if figures:
            parts += [f"## {head['title']}", head["words"].strip(), _table(figures, run)]
        elif name in run.missing:
            parts += [f"## {head['title']}", "Not measured: the data was not there."]
    parts += ["## Whose figures the peers' are", words["peers"].strip(), "## Measure it yourself", words["reproduce"].strip()]
    return "\n\n".join(parts) + "\n"


def _weak(run: Run) -> Iterator[str]:
    """Figures under their target, the widest gap first, and how many there are."""
    aimed = [f for f in run.figures if reached(f) is not None]
    low = sorted((f for f in aimed if not reached(f)), key=_gap, reverse=True)
    few = [f for f in low if f.expected is not None and f.expected < FEW]
    many = [f for f in low if f not in few]
    yield f"Of {len(aimed)} figures with a target {len(aimed) - len(low)} reach it. Furthest below, with the number of cases:"
    yield "\n".join(_below(f) for f in many[:WEAKEST]) or "- none"
    if few:
        yield f"With fewer than {FEW} cases also: {'; '.join(f'{_where(f)}, {f.name} ({f.hits} of {f.expected})' for f in few)}."


def _below(figure: Figure) -> str:
    cases = f" ({figure.expected} cases)" if figure.expected else ""
    value, target = shown(figure.value, figure.kind), shown(bar_of(figure).target, figure.kind)
    return f"- {_where(figure)}, {figure.name}: **{value}** against {target}{cases}"


def _gap(figure: Figure) -> float:
    target = bar_of(figure).target or 0.0
    return abs(figure.value - target) / (1.0 if figure.kind in ("F1", "share") else target or 1.0)


def _where(figure: Figure) -> str:
    if figure.set == "corpus":
        return LANGUAGES.get(figure.part, "our reports")
    return figure.set if figure.part == "all" else f"{figure.set} {figure.part}"


def _matrix(run: Run) -> str:
    values = {(f.part, f.name): f for f in run.figures if f.set == "corpus"}
    texts = run.texts.get("corpus", {})
    rows = [["", "reports", *COLUMNS.values()]]
    for part, title in {"all": "all", **LANGUAGES}.items():
        if part in texts:
            rows.append([title, str(texts[part]), *(_cell(values.get((part, name))) for name in COLUMNS)])
    for title, which in (("target, all", "target"), ("floor", "floor"), ("a second reader", "peer")):
        bars = [bar_of(values["all", name]) for name in COLUMNS if ("all", name) in values]
        rows.append([f"*{title}*", "", *(shown(getattr(bar, which)) for bar in bars)])
    rows.append(["*target, each*", "", *(shown(_target_of_each(name)) for name in COLUMNS)])
    return _markdown(rows)


def _target_of_each(name: str) -> float | None:
    return bar_of(Figure("corpus", "en", name, "F1", 0.0)).target


def _cell(figure: Figure | None) -> str:
    if figure is None:
        return ""
    value = f"{figure.value:.2f}" if figure.value < 1 else "1"
    return f"{value if reached(figure) is not False else f'**{value}**'} ({figure.expected})"


def _sides(run: Run) -> str:
    rows = [["set", "side", "figure", "value", "out of"]]
    rows += [
        [f.set, f.part.removeprefix(SIDE), f.name, shown(f.value, f.kind), f.counts]
        for f in sorted(run.figures, key=lambda f: (f.set != "corpus", f.set, f.part))
        if f.part.startswith(SIDE)
    ]
    return _markdown(rows)


def _table(figures: Sequence[Figure], run: Run) -> str:
    rows = [["part", "figure", "value", "out of", "floor", "target", "best peer"]]
    parts = list(dict.fromkeys(f.part for f in figures))
    for figure in sorted(figures, key=lambda f: parts.index(f.part)):
        bar, kind = bar_of(figure), figure.kind
        value = shown(figure.value, kind) + ("" if kind in ("F1", "share") else f" {kind}")
        floor = f"{shown(bar.floor, kind)} {bar.floor_is}".strip()
        peer = f"{shown(bar.peer, kind)} {bar.peer_is}".strip()
        name = f"{figure.name}{', F1' if kind == 'F1' else ''}"
        mark = value if reached(figure) is not False else f"**{value}**"
        rows.append([figure.part, name, mark, figure.counts, floor, shown(bar.target, kind), peer])
    texts = run.texts.get(figures[0].set, {})
    counted = ", ".join(f"{n} in {part}" for part, n in texts.items() if not part.startswith(SIDE))
    return f"Texts: {counted}.\n\n{_markdown(rows)}"


def _markdown(rows: Sequence[Iterable[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * len(list(rows[0])))
    return "\n".join(lines)
