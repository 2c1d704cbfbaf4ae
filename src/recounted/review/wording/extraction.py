"""Messages of code and templates, and the catalogues brought up to date with them (``make messages``).

In: the sources of this package, ``locale/xx.po``. Out: the same files with every message that there is, and none that there is
no more; translations are kept, nothing is guessed. Prints what waits for a translator. Sentences that are stored with the data
(marked by ``S_``) get the context ``stored``; their placeholders are named after what the f-string puts in.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from recounted.review.wording.catalogues import FOLDER, STORED

PACKAGE = FOLDER.parents[2]
_METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
_KEYWORDS = {"N_": None, "_": None, "gettext": None, "ngettext": (1, 2)}
_JINJA = {"**/templates/**.html": {"newstyle_gettext": "true", "trimmed": "true", "silent": "false"}}
_PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}")


def messages() -> Catalog:
    """All messages, with the places where they stand."""
    found = Catalog()
    for name, line, message, _, _ in extract_from_dir(PACKAGE, _METHODS, _JINJA, keywords=_KEYWORDS):
        found.add(message, locations=[(name, line)])
    for name, line, sentence in stored():
        found.add(sentence, locations=[(name, line)], context=STORED)
    return found


def stored() -> Iterator[tuple[str, int, str]]:
    """The sentences marked by ``S_``: file, line, pattern."""
    for path in sorted(PACKAGE.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        if "S_(" not in source:
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "S_":
                for argument in node.args:
                    yield from ((str(path.relative_to(PACKAGE)), line, text) for line, text in _sentences(argument))


def _sentences(node: ast.AST) -> Iterator[tuple[int, str]]:
    match node:
        case ast.Constant(value=str(text)) if text:
            yield node.lineno, text
        case ast.JoinedStr():
            yield node.lineno, _pattern(node)
            for part in node.values:
                if isinstance(part, ast.FormattedValue):
                    yield from _sentences(part.value)
        case ast.Dict():
            for value in node.values:
                yield from _sentences(value)
        case ast.IfExp():
            yield from _sentences(node.body)
            yield from _sentences(node.orelse)
        case ast.Tuple() | ast.List():
            for element in node.elts:
                yield from _sentences(element)


def _pattern(node: ast.JoinedStr) -> str:
    parts, names = [], defaultdict[str, int](int)
    for part in node.values:
        if isinstance(part, ast.FormattedValue):
            name = _name(part.value)
            names[name] += 1
            parts.append(f"%({name}{names[name] if names[name] > 1 else ''})s")
        elif isinstance(part, ast.Constant):
            parts.append(str(part.value).replace("%", "%%"))
    return "".join(parts)


def _name(value: ast.expr) -> str:
    """What a translator sees of a value: ``row.actor`` is ``actor``, ``len(found)`` is ``found``."""
    match value:
        case ast.Attribute():
            return value.attr.strip("_")
        case ast.Name():
            return value.id.strip("_").lower()
        case ast.Call(args=[first, *_]):
            return _name(first)
        case ast.Call():
            return _name(value.func)
        case ast.Subscript():
            return _name(value.value)
        case ast.BoolOp():
            return _name(value.values[0])
    return "what"


def update(lang: str, wanted: Catalog) -> Catalog:
    """The catalogue of a language with the messages that there are, written to its file."""
    path = FOLDER / f"{lang}.po"
    catalog = Catalog(locale=lang, project="Recounted", fuzzy=False)
    if path.exists():
        with path.open("rb") as file:
            catalog = read_po(file, locale=lang)
    catalog.update(wanted, no_fuzzy_matching=True, update_header_comment=False)
    catalog.obsolete.clear()
    with path.open("wb") as file:
        file.write(_HEADER.format(lang=lang, forms=catalog.plural_forms).encode())
        write_po(file, catalog, width=120, sort_by_file=True, include_lineno=False, omit_header=True, ignore_obsolete=True)
    return catalog


#: No dates and names: the history of the file knows them.
_HEADER = """msgid ""
msgstr ""
"Language: {lang}\\n"
"Plural-Forms: {forms}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def faults(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """What is wrong with translations: message and what. Every form is there and holds what the English one holds."""
    for message in catalog:
        if not message.id:
            continue
        forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
        ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
        if not all(forms) or (message.pluralizable and len(forms) != catalog.num_plurals):
            yield str(ids[0]), "is not translated, or not in all its forms"
        elif any(_held(form or "") != _held(ids[-1]) for form in forms):
            yield str(ids[0]), "has other placeholders"
        elif message.fuzzy:
            yield str(ids[0]), "is marked as unsure"


def _held(form: str) -> set[str]:
    return set(_PLACEHOLDER.findall(form))


def waiting(catalog: Catalog) -> list[Message]:
    """Messages without a translation."""
    return [m for m in catalog if m.id and not (all(m.string) if isinstance(m.string, tuple | list) else m.string)]


def main() -> None:
    """Bring all catalogues up to date and say what waits."""
    wanted, langs = messages(), sys.argv[1:] or sorted(path.stem for path in FOLDER.glob("*.po"))
    for lang in langs:
        catalog = update(lang, wanted)
        print(f"{FOLDER / lang}.po: {len(catalog)} messages, {len(waiting(catalog))} not translated")
        for message, fault in faults(catalog):
            print(f"  {message}: {fault}")


if __name__ == "__main__":
    main()
