"""Bytes → text: which encoding they are in.

In: bytes, and the encoding that a page declares, if any. Out: ``Decoded`` (text, encoding, problems). Text is never normalised:
line ends, spaces and Unicode forms stay as they came; only a byte-order mark goes. Certain ways come first (byte-order mark,
strict UTF-8), guesses last, and every guess or loss is said in a problem.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from recounted.intake.unread import RefusedError
from recounted.model import Problem

#: The longer marks first: the one of UTF-32 begins with the one of UTF-16.
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
#: Encodings that news in our languages and their neighbours' is found in. Fewer candidates make for better guesses.
_CANDIDATES = [
    "cp1252", "cp1251", "koi8_u", "koi8_r", "cp866", "iso8859_5", "mac_cyrillic", "cp1256", "iso8859_6", "cp1250", "iso8859_2",
    "cp1253", "cp1254", "cp1255", "mac_roman", "gb18030", "big5", "cp932", "cp949", "euc_jp",
]  # fmt: skip
#: Labels that mean a larger encoding on the web (https://encoding.spec.whatwg.org/#names-and-labels), by Python's codec names.
_WEB_LABELS = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949",
}  # fmt: skip
#: Python codecs that a page may name but that no page is written in: escapes, host names, the system's own.
_NOT_FOR_PAGES = frozenset({"utf-7", "idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"})
_CENTRAL_EUROPEAN = frozenset({"cp1250", "iso8859_2", "iso8859-2"})
_CENTRAL_LANGUAGES = frozenset({"pl", "cs", "sk", "hu", "sl", "hr", "sr", "bs", "ro", "sq", "sh"})
_CONTROLS = bytes(sorted((set(range(32)) | {127}) - {9, 10, 11, 12, 13}))
_SAMPLE = 65_536
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True)
class Decoded:
    """Text, the encoding it was in, and what was doubtful about it."""

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """Decode ``data``. Raises ``RefusedError`` (``not_text``) when they are no text in any encoding that we know."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _without_nul(_decode_leniently(data[len(mark) :], encoding))
    if wide := _wide_without_mark(data):
        return _without_nul(_decode_leniently(data, wide))
    _refuse_binary(data)
    try:
        return _without_nul(Decoded(data.decode("utf-8"), "utf-8"))
    except UnicodeDecodeError:
        pass
    if (codec := web_codec(declared)) and (decoded := _decode_declared(data, codec)):
        return _without_nul(decoded)
    mixed = _decode_leniently(data, "utf-8")
    return _without_nul(mixed if _is_mostly_utf8(data, mixed.text) else _guess(data))


def storable(text: str) -> tuple[str, int]:
    """``text`` with NULs and lone surrogates, which no database or file takes, as U+FFFD, one for one; and their number."""
    return _UNSTORABLE.subn("\ufffd", text)


def web_codec(label: str | None) -> str | None:
    """Python's codec for the encoding that a page declares; None for none, an unknown one, or one no page is written in."""
    import codecs  # noqa: PLC0415 - only pages declare encodings

    if not label or not label.isascii() or len(label) > 40:
        return None
    try:
        found = codecs.lookup(label.strip())
    except (LookupError, ValueError):
        return None
    if found.name.replace("_", "-") in _NOT_FOR_PAGES or not getattr(found, "_is_text_encoding", True):
        return None
    # whoever declares UTF-16 inside ASCII-readable markup means UTF-8, as the same standard says
    return "utf-8" if found.name.startswith(("utf-16", "utf-32")) else _WEB_LABELS.get(found.name, found.name)


def _decode_leniently(data: bytes, encoding: str) -> Decoded:
    """Decode, with U+FFFD for what cannot be, and a problem that counts them."""
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
    lost = text.count("\ufffd") - (data.count(b"\xef\xbf\xbd") if encoding == "utf-8" else 0)
    return Decoded(text, encoding, (_mixed(max(lost, 1), encoding),))


def _mixed(lost: int, encoding: str) -> Problem:
    what = "one place that is" if lost == 1 else f"{lost} places that are"
    return Problem(
        code="encoding_mixed",
        text=f"has {what} not valid {encoding.upper()}: shown as U+FFFD; get a clean copy if a figure or name is hit",
    )


def _is_mostly_utf8(data: bytes, text: str) -> bool:
    """Whether the valid multi-byte characters outnumber the broken places at least three to one (or only the end is cut off)."""
    broken = text.count("\ufffd")
    good = len(text) - broken - len(data.translate(None, bytes(range(128, 256))))
    return good >= 3 * broken or (broken == 1 and good > 0 and text.endswith("\ufffd"))


def _decode_declared(data: bytes, codec: str) -> Decoded | None:
    """By the declared codec if hardly anything is lost; a wrong declaration is better guessed against."""
    try:
        return Decoded(data.decode(codec), codec)
    except UnicodeDecodeError:
        decoded = _decode_leniently(data, codec)
    return decoded if decoded.text.count("\ufffd") * 200 < len(decoded.text) else None


def _guess(data: bytes) -> Decoded:
    """charset-normalizer's best guess over a sample around the first byte that is not ASCII."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - most files are UTF-8

    first = re.search(rb"[\x80-\xff]", data)
    start = max(first.start() - 2_000, 0) if first else 0
    sample = data[start : start + _SAMPLE]
    # a cut in the middle of a line could halve a two-byte character
    sample = sample[: sample.rfind(b"\n") + 1 or None] if len(sample) == _SAMPLE else sample
    best = from_bytes(sample, cp_isolation=_CANDIDATES).best()
    codec = best.encoding if best else "cp1252"
    if codec in _CENTRAL_EUROPEAN and not _reads_as_central_european(sample, codec):
        codec = "cp1252"
    decoded = _decode_leniently(data, codec)
    said = Problem(
        code="encoding_guessed",
        text=f"is not UTF-8 and does not say its encoding: read as {codec}, the best guess; "
        "if letters look wrong, convert it to UTF-8 and read it again",
    )
    return Decoded(decoded.text, codec, (said, *decoded.problems))


def _reads_as_central_european(sample: bytes, codec: str) -> bool:
    """Whether the sample's language is one that needs this encoding: on French and Spanish the guess often falls on it."""
    from recounted.packs.language import detect  # noqa: PLC0415 - loads a model

    return detect(sample.decode(codec, "replace")) in _CENTRAL_LANGUAGES


def _wide_without_mark(data: bytes) -> str | None:
    """``utf-16-le`` or ``-be`` when there are NULs (spaces have one in UTF-16) and the bytes read as plain words that way."""
    sample = data[:4096] if len(data) > 4096 else data[: len(data) // 2 * 2]
    if len(sample) < 4 or b"\x00" not in sample:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, "replace")
        plain = sum((" " <= c < "\u2000" and not "\x7f" <= c < "\xa0") or "\u2000" <= c < "\u2100" or c in "\t\r\n" for c in text)
        if plain >= 0.97 * len(text) and any(c.isspace() for c in text):
            return encoding
    return None


def _refuse_binary(data: bytes) -> None:
    """Refuse bytes of which more than one in fifty is a control character: no text is like that in any 8-bit encoding."""
    for sample in (data[:_SAMPLE], data[-_SAMPLE:]):
        controls = len(sample) - len(sample.translate(None, _CONTROLS))
        if controls * 50 > len(sample):
            raise RefusedError("not_text", "is not text (it is full of control characters): export it as plain text or HTML")
    if data.count(0) > max(2, len(data) // 1000):
        raise RefusedError("not_text", "is not text (it has NUL bytes): export it as plain text or HTML")


def _without_nul(decoded: Decoded) -> Decoded:
    """A stray NUL as U+FFFD, one for one: databases cut text at it or refuse it."""
    nuls = decoded.text.count("\x00")
    if not nuls:
        return decoded
    said = Problem(code="control_characters", text=f"has {nuls} NUL characters: shown as U+FFFD")
    return Decoded(decoded.text.replace("\x00", "\ufffd"), decoded.encoding, (*decoded.problems, said))
