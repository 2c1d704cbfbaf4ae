"""The tables behind spelling keys: letters, sounds, articles. Data with reasons; no decisions.

Each table is a list of (printed letters, sound); longer runs win over shorter ones, and the first listed wins among equals.
``Sounds`` compiles a table into one left-to-right pass.
"""

from __future__ import annotations

import re


class Sounds:
    """A table of rewritings, applied in one pass from left to right."""

    def __init__(self, *tables: tuple[tuple[str, str], ...]) -> None:
        rows = [row for table in tables for row in table]
        self._to = [sound for _, sound in rows]
        self._pattern = re.compile("|".join(f"({letters})" for letters, _ in rows))

    def sub(self, text: str) -> str:
        """The text with every run of the table replaced by its sound."""
        to = self._to
        return self._pattern.sub(lambda m: to[m.lastindex - 1] if m.lastindex else m.group(), text)


#: Cyrillic by sound, so that official romanisations of Ukrainian, Russian and Belarusian meet. и and і are one letter here:
#: a Russian report prints Курилевка or Курыливка for и. Letters of other alphabets follow the nearest sound.
CYRILLIC = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "h", "ѓ": "h", "д": "d", "е": "e", "є": "ie", "э": "e", "ё": "e", "ж": "zh",
    "з": "z", "ѕ": "z", "и": "i", "і": "i", "ї": "i", "й": "i", "ј": "i", "к": "k", "қ": "k", "л": "l", "љ": "l", "м": "m",
    "н": "n", "њ": "n", "ң": "n", "о": "o", "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t", "ћ": "ch", "у": "u", "ў": "v",
    "ү": "u", "ұ": "u", "ф": "f", "х": "kh", "ҳ": "h", "һ": "h", "ц": "ts", "ч": "ch", "џ": "zh", "ш": "sh", "щ": "sh",
    "ъ": None, "ы": "i", "ь": None, "ю": "iu", "я": "ia", "ғ": "h", "ә": "a", "ђ": "zh",
})  # fmt: skip

#: Latin letters whose sound is lost with their mark: Slavic, Baltic and Turkish hushing letters; letters that do not decompose.
LATIN_LETTERS = str.maketrans({
    "š": "sh", "ş": "sh", "ș": "sh", "ś": "sh", "ŝ": "sh", "ž": "zh", "ż": "zh", "ź": "zh", "č": "ch", "ć": "ch", "ĉ": "ch",
    "ł": "l", "đ": "d", "ø": "o", "ı": "i", "æ": "e", "œ": "e", "ß": "ss", "þ": "t", "ð": "d", "ə": "a", "ŭ": "v",
})  # fmt: skip

#: What all conventions share.
_HUSHING = (
    ("chtch", "S"),  # fr щ: Tchastia, Khrouchtchev
    ("shch", "S"),  # en щ
    ("schtsch|stsch", "S"),  # de щ
    ("tsch|dsch", "S"),  # de ч, дж
    ("tch|dzh|dj", "S"),  # fr ч; en дж; fr дж: Djénine
    ("sch", "S"),  # de ш and ж: Saporischschja
    ("cz|sz|sh|zh", "S"),  # pl, en
)
_SHARED = (
    ("kh|gh", "h"),  # Kharkiv; Maghrib
    ("gu(?=[ei])", "h"),  # fr, es: Guerguebil
    ("qu(?=[ei])", "k"),  # fr, es
    ("ck|cq", "k"),
    ("ph", "f"),
    ("th", "t"),
    ("dh", "d"),
    ("bh", "b"),
    ("rh", "r"),
    ("tz", "ts"),
    ("ou(?=[aeiy])", "v"),  # fr: Ouadi, wadi
    ("ou|oo", "u"),  # fr: Boutcha; en: Kobanee's kin Khartoum
    ("ee", "i"),
    ("(?<=[aeiou])h$", ""),  # Raqqah, Raqqa
    ("x", "ks"),
    ("q", "k"),
    ("c(?=[eiy])", "s"),
    ("c", "k"),
    ("g", "h"),  # Гуляйполе: Gulyaypole, Huliaipole
    ("w", "v"),
    ("y", "i"),
    ("z", "s"),  # de s for z; fr s between vowels
)
#: English, French, and what gazetteers print: ch is hushing, j is zh, but after these consonants j only softens (Kupjansk).
_ENGLISH_FRENCH = (("ch", "S"), ("(?<=[ptkbvwmlf])j(?=[aeiou])|(?<=sch)j", "i"), ("j", "S"))
#: German, Dutch, Scandinavian, Slavic Latin: j is y, ch is kh, z is ts (Mykolajiw, Bachmut, Donezk).
_GERMAN = (("ch", "h"), ("j", "i"), ("(?<=[^t])z(?=k|$)", "ts"))
#: Spanish: j is kh, ll is y (Járkov, Jersón).
_SPANISH = (("ch", "S"), ("j", "h"))
#: Before everything else in Arabic names: diphthongs are single vowels in speech (Deir, Dayr; Zawr, Zor).
_ARABIC = (
    ("aw(?![aeiouy])", "u"),
    ("ay(?![aeiou])|ai|ei|ey(?![aeiou])", "i"),
    ("iyy?(?=[ae])", "i"),
    ("j", "S"),
    ("ch", "S"),
)

#: The conventions under which a printed name is tried, most trusted first; gazetteer names are kept under the first only.
CONVENTIONS = ("english_french", "german", "spanish")
LATIN_SOUNDS = {
    "english_french": Sounds(_HUSHING, _ENGLISH_FRENCH, _SHARED),
    "german": Sounds(_HUSHING, _GERMAN, _SHARED),
    "spanish": Sounds(_HUSHING, _SPANISH, _SHARED),
    "semitic": Sounds(_ARABIC, _HUSHING, _SHARED),
}

#: Arabic writes three vowels; e and i, o and u are the writer's choice (Fasher, Fashir; Hodeidah, Hudaydah). A final e is a.
SEMITIC_SOUNDS = Sounds((("ei|ai", "i"), ("e$|ei$", "a"), ("e", "i"), ("ou|au", "u"), ("o", "u")))

#: Common first words whose vowels vary beyond rule.
SEMITIC_WORDS = {
    **dict.fromkeys(("tel", "tell", "tal", "tall", "тель", "тал", "телль"), "tal"),
    **dict.fromkeys(("jebel", "jabal", "jabel", "djebel", "djabal", "gebel", "jebal", "джебель"), "Sabal"),
    **dict.fromkeys(("wadi", "ouadi", "oued", "wad", "uadi", "вади"), "vadi"),
}

#: The Arabic article however it is heard; and its forms assimilated to the letter that follows (ar-Raqqa, ash-Shajara).
ARTICLES = frozenset(("al", "el", "ul", "il"))
SUN_ARTICLES = frozenset(("ad", "ed", "ar", "er", "as", "es", "az", "ez", "an", "en", "at", "et"))

#: The assimilated article written as one word with its noun (Ezzor, Arraqqa).
GLUED_ARTICLE = re.compile(r"^[ae](?=([drsztn])\1)")

#: Arabic-script letters to one letter per sound across Arabic, Persian and Urdu keyboards; tatweel and seats of hamza go.
ARABIC_LETTERS = str.maketrans({
    "أ": "ا", "إ": "ا", "آ": "ا",
    "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ک": "ك", "گ": "ك", "ڭ": "ك", "ڤ": "ف",
    "پ": "ب", "چ": "ج", "ژ": "ز", "ہ": "ه", "ھ": "ه", "ە": "ه", "ء": None, "ـ": None, "ٔ": None,
})  # fmt: skip

#: What may follow the bare name of a division in English sources.
TYPE_WORDS = (
    *("Oblast", "Governorate", "Province", "Region", "State", "District", "County", "Krai", "Okrug", "Republic", "Raion"),
    "Department",
)
