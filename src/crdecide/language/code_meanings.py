"""What coded or named things mean: by exact code and, where no code says it, by exact name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Generic, TypeVar

from .code_lists import INGREDIENTS, NO_LISTS, SUBTYPE, CodeLists, ListedCode
from .code_maps import (
    Answer,
    Code,
    Coded,
    CodeMap,
    Concept,
    DrugCodes,
    Gene,
    Measurement,
    Place,
    Procedure,
    Vaccine,
    VariantClass,
)
from .code_systems import CodeKey, Coding, Spellings
from .drug_list import normalised

Entry = TypeVar("Entry", bound=Coded)
REMARK = re.compile(
    r"[(\[](?:(?:cms|cmd)[/-])?(?:hcc|disorder|finding|morphologic abnormality|substance|product|"
    r"medicinal product|body structure)[)\]]$"
)
"""What may stand behind a name and changes nothing: the mark of a risk category of billing (HCC) that EHRs print, and
SNOMED CT's tags. Any other remark may: "(suspected)", "(resolved)"."""
MORE_IS_SAID = "its name says so, and another of its words or codes says something else"
LONGEST_NAME = 200
MOST_KEPT = 4096
"""Concepts of records whose meaning is kept, for each section."""


@dataclass(frozen=True)
class Meaning(Generic[Entry]):
    """An entry of a code map with its name. `doubt`: why it is only recognised; `by_name`: the name that said it.

    `is_kind`: a kind of it, such as atrial fibrillation of arrhythmia. That one kind is absent, or over, says nothing
    of the others.
    """

    name: str
    entry: Entry
    doubt: str | None = None
    by_name: str | None = None
    is_kind: bool = False

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The fields of the record that its entry speaks of."""
        return fields_said(self.entry)


class Index(Generic[Entry]):
    """The entries of one section by their codes and names. A code may stand for several; all codings count."""

    def __init__(
        self,
        entries: Mapping[str, Entry],
        spellings: Spellings,
        listed: Iterable[ListedCode] = (),
        names: Iterable[tuple[str, str]] = (),
    ) -> None:
        self._spellings = spellings
        self._kept = lru_cache(maxsize=MOST_KEPT)(self._find)
        self._by_code: dict[CodeKey, list[Meaning[Entry]]] = {}
        self._by_name: dict[str, list[Meaning[Entry]]] = {}
        rows = [row for row in listed if row.entry in entries]
        kinds = {spellings.key(Coding(row.system, row.code)) for row in rows if row.reading == SUBTYPE}
        for name, entry in entries.items():
            for code in entry.codes:
                coding = Coding(code.system, code.code)
                self._add(Meaning(name, entry, entry.unused, is_kind=spellings.key(coding) in kinds), coding)
        for row in rows:
            entry = entries[row.entry]
            meaning = Meaning(row.entry, entry, entry.unused or row.reason or None, is_kind=row.reading == SUBTYPE)
            self._add(meaning, Coding(row.system, row.code))
        for name, written in names:
            if name in entries:
                # A name may be that of a kind: of one read by its name nothing is taken to be absent or over.
                meaning = Meaning(name, entries[name], entries[name].unused, by_name=written, is_kind=True)
                self._by_name.setdefault(normalised(written), []).append(meaning)

    def _add(self, meaning: Meaning[Entry], coding: Coding) -> None:
        key = self._spellings.key(coding)
        known = self._by_code.setdefault(key, []) if key else []
        if all(other.name != meaning.name for other in known):
            known.append(meaning)

    def find(self, codings: Iterable[Coding], texts: Iterable[str] = ()) -> tuple[Meaning[Entry], ...]:
        """What the codings of one concept mean together, in an order that is not theirs; or else what its texts say.

        What is certain beats what is in doubt of the same fields; a name counts only where no code says the same
        in doubt, as the code then says more than the name does. Kept for the concepts met last: a record repeats them.
        """
        return self._kept(tuple(codings), tuple(texts))

    def _find(self, codings: tuple[Coding, ...], texts: tuple[str, ...]) -> tuple[Meaning[Entry], ...]:
        coded = self._coded(codings)
        certain = {name: meaning for name, meaning in coded.items() if meaning.doubt is None}
        if not certain:
            named = {name: meaning for name, meaning in self._named(codings, texts).items() if name not in coded}
            certain = {name: meaning for name, meaning in named.items() if meaning.doubt is None}
            coded |= named
        said = {field for meaning in certain.values() for field in meaning.fields}
        kept = [meaning for meaning in coded.values() if not certain or meaning.name in certain or _adds(meaning, said)]
        return tuple(sorted(kept, key=lambda meaning: meaning.name))

    def _coded(self, codings: Iterable[Coding]) -> dict[str, Meaning[Entry]]:
        """Every entry that a coding stands for, certain where one coding is; a code below a known one is in doubt."""
        found: dict[str, Meaning[Entry]] = {}
        for coding in codings:
            for meaning in self._of_code(coding):
                if meaning.name not in found or _is_better(meaning, found[meaning.name]):
                    found[meaning.name] = meaning
        return found

    def _of_code(self, coding: Coding) -> list[Meaning[Entry]]:
        key = self._spellings.key(coding)
        if key is None or key in self._by_code:
            return self._by_code.get(key, []) if key else []
        for heading in self._spellings.headings(key):
            if heading in self._by_code:
                doubt = f"a kind of {self._spellings.shown(heading)} that is not in the list itself"
                return [Meaning(m.name, m.entry, m.doubt or doubt) for m in self._by_code[heading]]
        return []

    def _named(self, codings: tuple[Coding, ...], texts: tuple[str, ...]) -> dict[str, Meaning[Entry]]:
        """What the words say exactly: certain where all of them say it, and no code speaks of a history.

        The display of a code that is known is no word of its own: its code was weighed.
        """
        displays = [coding.display for coding in codings if not self._of_code(coding)]
        words = list(dict.fromkeys(_plain(text) for text in (*texts, *displays) if text.strip()))
        says = [self._by_name.get(word, []) for word in words]
        no_disease = any(self._spellings.is_of("no_disease", coding) for coding in codings)
        found: dict[str, Meaning[Entry]] = {}
        for meanings in says:
            for meaning in meanings:
                alike = all(any(other.name == meaning.name for other in others) for others in says)
                doubt = None if alike and not no_disease else MORE_IS_SAID
                if meaning.doubt is None:
                    found.setdefault(meaning.name, replace(meaning, doubt=doubt))
        return found


def _is_better(meaning: Meaning[Entry], known: Meaning[Entry]) -> bool:
    """What is certain is better than what is in doubt; the kind that a child has says more than its heading."""
    return (meaning.doubt is None, meaning.is_kind) > (known.doubt is None, known.is_kind)


def _plain(text: str) -> str:
    """A name for comparison, without such remarks behind it; empty for what is too long to be a name."""
    name = normalised(text) if len(text) <= LONGEST_NAME else ""
    while (shorter := REMARK.sub("", name).rstrip()) != name:
        name = shorter
    return name


def fields_said(entry: Coded) -> tuple[str, ...]:
    """The fields of the record that an entry speaks of."""
    match entry:
        case Concept(present=fields) | Vaccine(due=fields) | Gene(pathogenic=fields) | Place(says=fields):
            return tuple(fields)
        case Procedure(performed=fields):
            return tuple(fields)
        case Measurement(field=field) if field:
            return (field,)
    return ()


def _adds(meaning: Meaning[Entry], said: set[str]) -> bool:
    """Whether what is in doubt speaks of a field that is not yet said."""
    return bool(meaning.fields) and not said.intersection(meaning.fields)


@dataclass(frozen=True)
class Terminology:
    """Both maps and the lists, each section with its index."""

    codes: CodeMap
    drug_codes: DrugCodes
    lists: CodeLists = field(default=NO_LISTS)

    @cached_property
    def concepts(self) -> Index[Concept]:
        """Diseases, features and situations."""
        return self._index("concepts", self.codes.concepts)

    @cached_property
    def measurements(self) -> Index[Measurement]:
        """Quantities."""
        return self._index("measurements", self.codes.measurements)

    @cached_property
    def procedures(self) -> Index[Procedure]:
        """Operations and categories of operations."""
        return self._index("procedures", self.codes.procedures)

    @cached_property
    def answers(self) -> Index[Answer]:
        """Values that say whether something is there."""
        return self._index("answers", self.codes.answers)

    @cached_property
    def vaccines(self) -> Index[Vaccine]:
        """Kinds of vaccine."""
        return self._index("vaccines", self.codes.vaccines)

    @cached_property
    def genes(self) -> Index[Gene]:
        """Genes."""
        return self._index("genes", self.codes.genes)

    @cached_property
    def of_others(self) -> Index[Coded]:
        """Observations that are about other people than their subject."""
        return self._index("of_others", self.codes.of_others)

    @cached_property
    def variant_parts(self) -> Index[Coded]:
        """The parts of an observation of a variant."""
        return self._index("variant_parts", self.codes.variant_parts)

    @cached_property
    def classes(self) -> Index[VariantClass]:
        """The classes of a variant."""
        return self._index("classes", self.codes.classes)

    @cached_property
    def places(self) -> Index[Place]:
        """Places in the heart."""
        return self._index("places", self.codes.places)

    @cached_property
    def ingredients(self) -> Index[Coded]:
        """Drugs, by generic name."""
        drugs = {name: Coded(label=name, codes=codes) for name, codes in self.drug_codes.ingredients.items()}
        coded = (row.entry for row in self.lists.codes if row.section == INGREDIENTS)
        named = (row.entry for row in self.lists.names if row.section == INGREDIENTS)
        for name in (*coded, *named):
            drugs.setdefault(name, Coded(label=name))
        return self._index(INGREDIENTS, drugs)

    @cached_property
    def series(self) -> Mapping[str, str]:
        """The list of measurements that each field of the record has, by the field."""
        measurements = self.codes.measurements.values()
        return {entry.field: entry.series for entry in measurements if entry.field and entry.series}

    def is_neoplasm(self, coding: Coding) -> bool:
        """Whether a code is of its system's chapter on neoplasms, whatever it means."""
        return self.spellings.is_of("neoplasm", coding)

    def meanings(self) -> Iterator[tuple[Code, str]]:
        """Every code of the code maps with what it stands for, in words."""
        for section in self.codes.sections().values():
            for entry in section.values():
                meaning = f"{entry.label}, not read" if entry.unused else entry.label
                for code in entry.codes:
                    yield code, meaning
        for name, codes in self.drug_codes.ingredients.items():
            for code in codes:
                yield code, name

    def _index(self, section: str, entries: Mapping[str, Entry]) -> Index[Entry]:
        listed = (row for row in self.lists.codes if row.section == section)
        names = ((row.entry, row.name) for row in self.lists.names if row.section == section)
        return Index(entries, self.spellings, listed, names)

    @cached_property
    def spellings(self) -> Spellings:
        """The code systems by every name."""
        return Spellings(self.codes.systems)
