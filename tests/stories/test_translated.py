"""One invented story in several languages, through the reader: translations are known, another reporter's account is not one."""

from __future__ import annotations

from pathlib import Path

import pytest

from recounted import Reading, read_paths
from recounted.linking.facts import accounts_of
from recounted.reconciling import independence

STORIES = {
    "en": """At least 14 people were killed and 37 wounded when two rockets hit a bus station in Sloviansk on Tuesday, \
regional governor Petro Melnyk said. He accused the Russian army of firing on civilians.

Three children are among the dead, said the chief doctor of the city hospital, Iryna Koval. The station was hit \
at 16:20, when some 250 people were waiting for buses, she said.

The Russian defence ministry denied that its troops had fired. According to police chief Oleh Savchenko, 62 \
houses were damaged within 400 metres.
""",
    "fr": """Au moins 14 personnes ont été tuées et 37 blessées mardi par deux roquettes tombées sur une gare routière à \
Sloviansk, a déclaré le gouverneur régional Petro Melnyk. Il a accusé l'armée russe d'avoir tiré sur des civils.

Trois enfants figurent parmi les morts, a indiqué la médecin-chef de l'hôpital de la ville, Iryna Koval. La gare \
a été touchée à 16h20, alors que quelque 250 personnes attendaient des bus, a-t-elle dit.

Le ministère russe de la Défense a démenti que ses troupes aient tiré. Selon le chef de la police Oleh \
Savtchenko, 62 maisons ont été endommagées dans un rayon de 400 mètres.
""",
    "es": """Al menos 14 personas murieron y 37 resultaron heridas el martes cuando dos cohetes cayeron sobre una estación de \
autobuses en Sloviansk, dijo el gobernador regional Petro Melnyk. Acusó al ejército ruso de disparar contra \
civiles.

Tres niños figuran entre los muertos, dijo la jefa médica del hospital de la ciudad, Iryna Koval. La estación \
fue alcanzada a las 16:20, cuando unas 250 personas esperaban autobuses, dijo.

El Ministerio de Defensa ruso negó que sus tropas hubieran disparado. Según el jefe de policía Oleh Savchenko, \
62 casas resultaron dañadas en un radio de 400 metros.
""",
    "ru": """По меньшей мере 14 человек погибли и 37 ранены в результате удара двух ракет по автовокзалу в Славянске во \
вторник, сообщил глава области Пётр Мельник. Он обвинил российскую армию в обстреле мирных жителей.

Среди погибших трое детей, сказала главный врач городской больницы Ирина Коваль. По ее словам, ракеты попали в \
16:20, когда автобусов ждали около 250 человек.

Минобороны России опровергло, что его войска стреляли. По словам начальника полиции Олега Савченко, в радиусе \
400 метров повреждены 62 дома.
""",
}
ANOTHER = """Deux roquettes se sont abattues mardi à 16h20 sur la gare routière de Sloviansk, faisant 14 morts et 37 blessés, \
a annoncé le gouverneur Petro Melnyk, qui accuse l'armée russe. « J'ai vu 9 corps sous les bancs », raconte un \
chauffeur, Mykola, 48 ans. Moscou dément. Sur place, les pompiers ont travaillé jusqu'à 21h30 avec 18 camions ; \
l'hôpital, selon sa directrice Iryna Koval, a opéré 25 personnes dans la nuit.
"""


def sources(folder: Path, *texts: str) -> int:
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    readings = [r for r in read_paths([folder]) if isinstance(r, Reading)]
    assert len(readings) == len(texts)
    return independence(accounts_of(readings)).n_independent


@pytest.mark.parametrize("lang", ["fr", "es", "ru"])
def test_a_translation_is_no_second_source(tmp_path: Path, lang: str) -> None:
    assert sources(tmp_path, STORIES["en"], STORIES[lang]) == 1


def test_all_translations_are_one_source_and_another_reporter_is_a_second(tmp_path: Path) -> None:
    assert sources(tmp_path, *STORIES.values(), ANOTHER) == 2
