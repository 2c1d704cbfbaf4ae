from hypothesis import given
from hypothesis import strategies as st

from recounted.linking.ids import code_of, fresh_id, in_order, name_clusters


def test_the_same_reports_give_the_same_ids() -> None:
    first, again = (name_clusters([["a.m1", "b.m1"], ["c.m1"]], {}, {}) for _ in range(2))
    assert first == again
    assert len(set(first.ids)) == 2


def test_an_incident_keeps_its_id_when_reports_come() -> None:
    naming = name_clusters([["new.m1", "a.m1", "b.m1"]], {"a.m1": "i1", "b.m1": "i1"}, {"i1": 1})
    assert naming.ids == ("i1",)
    assert naming.redirects == {}


def test_a_merge_keeps_the_larger_and_redirects_the_other() -> None:
    naming = name_clusters([["a", "b", "c"]], {"a": "i2", "b": "i2", "c": "i1"}, {"i1": 1, "i2": 2})
    assert naming.ids == ("i2",)
    assert naming.redirects == {"i1": "i2"}


def test_of_equal_shares_the_oldest_stays() -> None:
    naming = name_clusters([["a", "b"]], {"a": "z", "b": "y"}, {"z": 1, "y": 2})
    assert naming.ids == ("z",)


def test_a_split_leaves_the_id_with_the_larger_part_and_makes_one_that_was_never_used() -> None:
    old = fresh_id("a", ())
    naming = name_clusters([["a"], ["b", "c"]], {"a": old, "b": old, "c": old}, {old: 1}, taken=[old])
    assert naming.ids == (f"{old}-2", old)


def test_codes_can_be_read() -> None:
    assert code_of("UA", "2022-04-08", "Kramatorsk") == "UA-20220408-kramatorsk"
    assert code_of("UA", "2022-07-28/2022-07-29", "Оленівка").startswith("UA-20220728-olen")
    assert code_of(None, None, None) == "XX-undated"


def test_the_earliest_publication_comes_first() -> None:
    assert in_order(["c", "b", "a"], {"a": None, "b": 738254, "c": 738253}) == ["c", "b", "a"]


def test_what_was_joined_and_parted_again_is_what_it_was() -> None:
    joined = name_clusters([["a", "b"]], {"a": "i1", "b": "i2"}, {"i1": 1, "i2": 2})
    assert (joined.ids, joined.redirects) == (("i1",), {"i2": "i1"})
    parted = name_clusters([["a"], ["b"]], {"a": "i1", "b": "i1"}, {"i1": 1}, taken=["i1", "i2"], retired={"i2": ["b"]})
    assert parted.ids == ("i1", "i2")
    still = name_clusters([["a", "b", "c"]], {"a": "i1", "b": "i1"}, {"i1": 1}, taken=["i1", "i2"], retired={"i2": ["b"]})
    assert still.ids == ("i1",)


def test_a_retired_id_comes_back_for_half_of_its_mentions_or_more() -> None:
    old, retired = {"a": "i1", "b": "i1", "c": "i1", "d": "i1"}, {"i2": ["b", "c", "d"]}
    assert name_clusters([["a", "b", "c"], ["d"]], old, {}, taken=["i1", "i2"], retired=retired).ids[1] not in ("i1", "i2")
    assert name_clusters([["a", "b"], ["c", "d"]], old, {}, taken=["i1", "i2"], retired=retired).ids == ("i1", "i2")


_keys = st.lists(st.integers(0, 20), unique=True, min_size=1, max_size=12)


@given(_keys, st.data())
def test_ids_are_distinct_and_every_old_id_leads_on(keys: list[int], data: st.DataObject) -> None:
    names = [f"k{k}" for k in keys]
    old = {n: f"i{data.draw(st.integers(0, 3))}" for n in names if data.draw(st.booleans())}
    parts: dict[int, list[str]] = {}
    for n in names:
        parts.setdefault(data.draw(st.integers(0, 3)), []).append(n)
    naming = name_clusters(list(parts.values()), old, {f"i{n}": n for n in range(4)})
    assert len(set(naming.ids)) == len(naming.ids)
    assert set(old.values()) == (set(old.values()) & set(naming.ids)) | set(naming.redirects)
    assert set(naming.redirects.values()) <= set(naming.ids)
    again = name_clusters(list(parts.values()), {k: naming.ids[n] for n, p in enumerate(parts.values()) for k in p}, {})
    assert (again.ids, again.redirects) == (naming.ids, {})
