"""The lists of codes and names against their hashes and the code maps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from crdecide.errors import Problem, nearest

from ..code_lists import INGREDIENTS, LISTS, READINGS, CodeLists, ListedCode, ListedName, NotAList
from ..code_maps import Coded, CodeMap
from .draft import Draft

NAMED_SECTIONS = ("concepts", INGREDIENTS)
"""What a name may stand for: a name alone says that something is there, which a measurement or an answer does not."""


def list_problems(draft: Draft) -> Iterator[Problem]:
    """A list that was changed by hand, or that names what the code maps do not know; an entry without any code."""
    if draft.codes is None:
        return
    changed = [name for name in LISTS if draft.lists.texts.get(name) and _is_changed(draft.lists, name, draft.codes)]
    for name in changed:
        message = f"its SHA-256 is {draft.lists.sha256(name)}, and codes.yaml has another under 'lists'"
        yield Problem(_place(draft, name, 1), f"{message}; expected it as .ci/code-lists made it")
    try:
        yield from () if changed else _row_problems(draft, draft.codes, draft.lists)
    except NotAList as error:
        yield Problem(_place(draft, error.name, error.line), str(error))


def _is_changed(lists: CodeLists, name: str, codes: CodeMap) -> bool:
    return lists.sha256(name) != codes.lists.get(name)


def _place(draft: Draft, name: str, line: int) -> str:
    folder = draft.files["codes"].name.rpartition("/")[0]
    return f"{folder}/{name}.tsv:{line}"


def _row_problems(draft: Draft, codes: CodeMap, lists: CodeLists) -> Iterator[Problem]:
    sections: Mapping[str, Mapping[str, Coded]] = codes.sections()
    meanings = {
        (code.system, code.code): name
        for entries in sections.values()
        for name, entry in entries.items()
        for code in entry.codes
    }
    for line, row in enumerate(lists.codes, start=2):
        for message in (*_code_faults(row, codes, meanings), *_faults(row, sections, lists)):
            yield Problem(_place(draft, LISTS[0], line), message)
    for line, named in enumerate(lists.names, start=2):
        for message in _name_faults(named, sections, lists):
            yield Problem(_place(draft, LISTS[1], line), message)
    coded = {(row.section, row.entry) for row in lists.codes}
    for section, entries in sections.items():
        for name, entry in entries.items():
            if not entry.codes and (section, name) not in coded:
                yield draft.problem("codes", (section, name), f"'{name}' has no code, here or in a list")


def _code_faults(row: ListedCode, codes: CodeMap, meanings: Mapping[tuple[str, str], str]) -> Iterator[str]:
    if row.reading not in READINGS:
        yield f"no reading '{row.reading}'{nearest(row.reading, READINGS)}; expected one of {', '.join(READINGS)}"
    if (row.reading == "in_doubt") != bool(row.reason):
        yield "a code that is in doubt says why, and no other does"
    if row.system not in codes.systems:
        yield f"no code system '{row.system}' is known{nearest(row.system, codes.systems)}"
    known = meanings.get((row.system, row.code), row.entry)
    if row.section != INGREDIENTS and known != row.entry:
        yield f"{row.system} {row.code} stands under '{known}' in codes.yaml, not '{row.entry}'"


def _faults(
    row: ListedCode | ListedName, sections: Mapping[str, Mapping[str, Coded]], lists: CodeLists
) -> Iterator[str]:
    if row.section != INGREDIENTS and row.entry not in sections.get(row.section, {}):
        yield f"no '{row.entry}' under '{row.section}'{nearest(row.entry, sections.get(row.section, {}))}"
    for source in row.checked.split(","):
        if source not in lists.sources:
            yield f"no source '{source}' is listed{nearest(source, lists.sources)}"


def _name_faults(row: ListedName, sections: Mapping[str, Mapping[str, Coded]], lists: CodeLists) -> Iterator[str]:
    if row.section not in NAMED_SECTIONS:
        yield f"a name stands for a concept or a drug, not for one of '{row.section}'"
    else:
        yield from _faults(row, sections, lists)
