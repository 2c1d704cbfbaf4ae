"""The loader: what a row stands for, and what it refuses, naming file, row and nearest right word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from recounted.errors import PackError
from recounted.packs import keep, languages, load_pack
from recounted.packs.load import compile_pack
from recounted.packs.notation import expand
from recounted.packs.schema import HARMS, SECTIONS, TARGETS, WEAPONS
from recounted.packs.words import fold, split_words
from recounted.reading.sentences.tagging import tag
from recounted.reading.words.text import tokenize

WritePack = Callable[..., Path]


@pytest.mark.parametrize("lang", languages())
def test_every_form_of_a_shipped_pack_is_found_by_its_first_word(lang: str) -> None:
    pack = load_pack(lang)
    for first, rows in pack.forms.items():
        assert all(words[0] == first for words, _ in rows)
        assert [len(words) for words, _ in rows] == sorted((len(words) for words, _ in rows), reverse=True)


@pytest.mark.parametrize("lang", languages())
def test_shipped_packs_know_every_kind_of_harm_weapon_and_target(lang: str) -> None:
    meanings = [meaning for rows in load_pack(lang).forms.values() for _, meaning in rows]
    for category, values in {"harm": HARMS, "weapon": set(WEAPONS) - {"other"}, "target": TARGETS}.items():
        assert {m.value for m in meanings if m.category == category} >= set(values)


@pytest.mark.parametrize("lang", languages())
def test_the_gate_knows_every_form_of_harm(lang: str) -> None:
    pack = load_pack(lang)
    harms = {" ".join(words) for rows in pack.forms.values() for words, meaning in rows if meaning.category == "harm"}
    gate = {" ".join(split_words(form, pack.options)) for form in pack.triggers}
    assert all(any(f" {words} " in f" {form} " for words in gate) for form in harms - gate)


def test_a_language_is_a_folder_with_a_pack(write_pack: WritePack) -> None:
    pack = compile_pack(write_pack())
    assert (pack.lang, pack.name) == ("xx", "Example")
    assert [words for words, meaning in pack.forms["killed"] if meaning.category == "harm"] == [("killed",)]


def test_longer_forms_stay_bundled_until_a_text_has_their_second_word(write_pack: WritePack) -> None:
    pack = compile_pack(write_pack(harm='[harm.killed]\nidiom = ["cost the lives of", "cost lives", "cost many lives"]\n'))
    _, _, longer = pack.meet("cost")
    tag(tokenize("The raid cost the lives of two.", pack), 0, 8, pack)
    assert {second: isinstance(forms, bytes) for second, forms in longer.items()} == {"the": False, "lives": True, "many": True}


def test_slots_and_attributes_reach_the_meaning(write_pack: WritePack) -> None:
    pack = compile_pack(write_pack(people='[people.medic]\none = ["nurse"]\nstatus = "civilian"\nrole = "medic"\n'))
    ((_, meaning),) = pack.forms["nurse"]
    assert (meaning.category, meaning.value, meaning.key) == ("people", "medic", "people.medic.one")
    assert (meaning.get("slot"), meaning.get("status"), meaning.get("role")) == ("one", "civilian", "medic")


def test_models_of_a_weapon_carry_their_name(write_pack: WritePack) -> None:
    pack = compile_pack(write_pack(weapons='[weapon.rocket]\nforms = ["rocket"]\nmodels = { Grad = ["grad(s)"] }\n'))
    assert [m.get("model") for _, m in pack.forms["grads"]] == ["Grad"]
    assert [m.get("model") for _, m in pack.forms["rocket"]] == [None]


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"harm": "[harms.killed]\nverb = []\n"}, "'harm'?"),
        ({"harm": "[harm.kiled]\nverb = []\n"}, "'killed'?"),
        ({"harm": '[harm.killed]\nverbs = ["kill"]\n'}, "'verb'?"),
        ({"harm": '[harm.killed]\nverb = "kill"\n'}, "list"),
        ({"harm": '[harm.killed]\nverb = [" "]\n'}, "non-empty"),
        ({"harm": '[harm.killed]\nverb = ["kill(ed"]\n'}, "parentheses"),
        ({"harm": "[harm.killed]\nverb = [\n"}, "TOML"),
        ({"pack": 'lang = "xx"\nnmae = "Example"\n'}, "'name'?"),
    ],
)
def test_a_broken_pack_is_refused_with_what_to_mend(write_pack: WritePack, files: dict[str, str], says: str) -> None:
    with pytest.raises(PackError) as refused:
        compile_pack(write_pack(**files))
    assert says in str(refused.value)
    assert str(next(iter(files))) in str(refused.value)


def test_a_missing_pack_names_those_there_are() -> None:
    with pytest.raises(PackError, match="en"):
        load_pack("zz")


@pytest.mark.parametrize(
    ("row", "forms"),
    [
        ("tué(e)(s)", {"tué", "tuée", "tués", "tuées"}),
        ("kill(s|ed|ing)", {"kills", "killed", "killing"}),
        ("(the )defen(c|s)e ministry", {"defence ministry", "defense ministry", "the defence ministry", "the defense ministry"}),
        ("los(e(s|))", {"los", "lose", "loses"}),
        ("plain", {"plain"}),
    ],
)
def test_the_notation_stands_for_these_forms(row: str, forms: set[str]) -> None:
    assert set(expand(row)) == forms


@pytest.mark.parametrize(("printed", "same"), [("L’Attaque", "l'attaque"), ("Tochka‑U", "tochka-u"), ("TUE\u0301", "tué")])
def test_printings_of_one_word_are_folded_into_one(printed: str, same: str) -> None:
    assert fold(printed) == same


def test_every_section_explains_itself() -> None:
    assert [name for name, section in SECTIONS.items() if not section.help] == []


def test_a_compiled_pack_is_kept_and_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keep, "CACHE_DIR", tmp_path)
    source = tmp_path / "pack.toml"
    source.write_text("one", encoding="utf-8")
    made: list[int] = []

    def make() -> dict[str, object]:
        made.append(1)
        return {"index": {"a": ([(("a",), "harm", 0)], {})}, "lists": {"of": frozenset({"of"})}}

    first = keep.kept_or_made("xx", [source], make)
    assert keep.kept_or_made("xx", [source], make) == first
    assert len(made) == 1
    source.write_text("two", encoding="utf-8")
    keep.kept_or_made("xx", [source], make)
    assert len(made) == 2
    for kept in (tmp_path / "packs").glob("xx-*.bin"):
        kept.write_bytes(kept.read_bytes()[:-3] + b"\0\0\0")
    assert keep.kept_or_made("xx", [source], make) == first
    assert len(made) == 3
