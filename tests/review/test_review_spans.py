"""Text cut at its evidence: nothing is lost, nothing is covered up."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from recounted.review.spans import Span, lines

TEXT = st.text(alphabet="ab \n\u0627\u202e🙂", max_size=60)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Span]]:
    text = draw(TEXT)
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    found = draw(st.lists(ends, max_size=8)) if text else []
    spans = [Span(f"m1.c{n}", "toll", a, b) for n, (a, b) in enumerate(found) if a < b]
    return text, sorted(spans, key=lambda s: (s.start, -s.end, s.at))


@given(marked())
def test_segments_are_the_text_and_each_letter_knows_its_spans(case: tuple[str, list[Span]]) -> None:
    text, spans = case
    cut = list(lines(text, spans))
    assert "\n".join("".join(s.text for s in line) for line in cut) == text
    at = 0
    for line in cut:
        for segment in line:
            for n in range(at, at + len(segment.text)):
                assert {s.at for s in segment.spans} == {s.at for s in spans if s.start <= n < s.end}
            assert set(segment.opens) == {s.at for s in spans if s.start == at}
            at += len(segment.text)
        at += 1
