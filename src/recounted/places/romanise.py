"""Ukrainian names in Latin letters and in Russian: the forms in which English and Russian reports print a village.

In: a Ukrainian name. Out: its official romanisation (Cabinet of Ministers resolution 55 of 27 January 2010), and the Russian
forms of its ending. Refuses names in other languages. The codifier has Ukrainian names only.
"""

from __future__ import annotations

import re

_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_INNER = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z", "и": "y", "і": "i",
    "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
    "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "iu", "я": "ia", "ь": "", "ъ": "", "ы": "y", "э": "e",
}  # fmt: skip
_APOSTROPHES = dict.fromkeys(map(ord, "'’ʼ`"))

#: Ukrainian beginning → Russian, where names come from Christian names or common stems (Оленівка: Еленовка).
_RUSSIAN_BEGINNINGS = (
    ("Олександр", "Александр"), ("Олексі", "Алексе"), ("Олен", "Елен"), ("Микол", "Никол"), ("Микит", "Никит"),
    ("Катерин", "Екатерин"),
    ("Єлизавет", "Елизавет"), ("Андрі", "Андре"), ("Сергі", "Серге"), ("Матві", "Матве"), ("Ганн", "Анн"),
    ("Біл", "Бел"), ("Ліс", "Лес"), ("Річ", "Реч"), ("Сірк", "Серк"),
    ("П'ят", "Пят"), ("Північ", "Север"), ("Вовч", "Волч"),
)  # fmt: skip
#: Ukrainian ending → Russian endings (Курилівка: Куриловка; Андріївка: Андреевка; Харків: Харьков).
_RUSSIAN = ((re.compile("івка$"), ("овка", "евка")), (re.compile("ївка$"), ("евка",)), (re.compile("івці$"), ("овцы",)),
            (re.compile("ів$"), ("ов", "ев")), (re.compile("їв$"), ("ев",)), (re.compile("ьке$"), ("ое", "кое")),
            (re.compile("не$"), ("ное",)), (re.compile("ве$"), ("вое",)), (re.compile("ий$"), ("ый",)))  # fmt: skip


def ukrainian_latin(name: str) -> str:
    """The official romanisation: Куп'янськ is Kupiansk, Згурівка is Zghurivka."""
    words = re.split(r"([\s\-]+)", name.translate(_APOSTROPHES))
    return "".join(_word(word) if word and word[0].isalpha() else word for word in words)


def _word(word: str) -> str:
    low = word.lower().replace("зг", "з\0")
    latin = "".join("gh" if c == "\0" else _FIRST[c] if i == 0 and c in _FIRST else _INNER.get(c, c) for i, c in enumerate(low))
    return latin[:1].upper() + latin[1:] if word[0].isupper() else latin


def russian_forms(name: str) -> tuple[str, ...]:
    """The name with a Russian ending, in the letters of Russian; empty where it is the same."""
    first = next((there + name[len(here) :] for here, there in _RUSSIAN_BEGINNINGS if name.startswith(here)), name)
    letters = first.replace("'", "ъ").replace("’", "ъ").translate(str.maketrans("єґЄҐ", "егЕГ"))
    found = [pattern.sub(ending, letters) for pattern, endings in _RUSSIAN for ending in endings if pattern.search(letters)]
    return tuple(form.translate(str.maketrans("іїІЇ", "иеИИ")) for form in found or [letters] if form != name)
