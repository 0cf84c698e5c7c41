"""What the records of a feed said: which fields became known, from which codes, and which codes were met besides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from crdecide.errors import CrdecideError
from crdecide.explanation.unread_fields import AGE_FIELDS
from crdecide.guideline.other_records import is_hook_request
from crdecide.guideline.record_paths import reader
from crdecide.language.code_systems import Coding
from crdecide.language.partition import UNKNOWN_REGION
from crdecide.language.ruleset import Ruleset
from crdecide.records import Reading, Source
from crdecide.records.detect import read_record
from crdecide.records.effects_of_codes import bonds, code_effects
from crdecide.records.hook_requests import prefetched
from crdecide.records.record_codes import met_codes, resource_types

from .feed_openings import Power
from .open_states import ANY, OpenStates, is_open
from .shown_codes import KnownCode, known_code, on_one_line

AGE, FORM_FILLED = "age_days", "QuestionnaireResponse"


class Origin(NamedTuple):
    """Where a field was read from: a code, or a name in our lists, or neither; and in which type of resource."""

    resource: str
    code: KnownCode | None = None
    by_name: str | None = None


class Met(NamedTuple):
    """A code as it was met, in which type of resource or part of a phenopacket."""

    place: str
    coding: Coding


@dataclass
class FeedSample:
    """What was seen so far. `by_form` are the fields that a form answered: a number there may be any."""

    ruleset: Ruleset
    on: date | None = None
    records: int = 0
    not_read: list[tuple[str, str]] = field(default_factory=list)
    children: set[str] = field(default_factory=set)
    known: Counter[str] = field(default_factory=Counter)
    values: dict[str, set[Any]] = field(default_factory=dict)
    seen: dict[int, set[int]] = field(default_factory=dict)
    origins: dict[str, Counter[Origin]] = field(default_factory=dict)
    met: Counter[Met] = field(default_factory=Counter)
    met_in: Counter[Met] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    by_form: set[str] = field(default_factory=set)
    partial: int = 0
    keys: Counter[str] = field(default_factory=Counter)
    keys_with_data: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        """What is the same for every record."""
        self.states = OpenStates(self.ruleset)
        self._numbers = {path for effect in code_effects(self.ruleset) for path in effect.numbers}
        self._readers = {path: reader("age" if path == AGE else path) for path in self.states.fields}

    @property
    def power(self) -> Power:
        """What the feed can say, by what was seen."""
        values = {path: frozenset(held) for path, held in self.values.items()}
        bound = not self.by_form.intersection(bond.number for bond in bonds(self.ruleset))
        return Power(values, {part: frozenset(states) for part, states in self.seen.items()}, bound)

    def add(self, where: str, data: Mapping[str, Any]) -> None:
        """Read one record; where it cannot be read, that is kept with the reason."""
        try:
            record = prefetched(data) if is_hook_request(data) else data
            reading = read_record(data, on=self.on, ruleset=self.ruleset)
        except CrdecideError as error:
            self.leave_out(where, str(error))
            return
        self.records += 1
        self.children.add(_child(reading, record) or f"record {self.records}")
        if is_hook_request(data):
            self.keys.update(list(record))
            self.keys_with_data.update(key for key, value in record.items() if any(resource_types(value)))
        self.partial += any(note.kind == "partial" for note in reading.notes)
        self._add_values(reading)
        self._add_origins(reading)
        codes = [Met(code.place, code.coding) for code in met_codes(record)]
        self.met.update(codes)
        self.met_in.update(set(codes))
        self.types.update(resource_types(record))

    def leave_out(self, where: str, why: str) -> None:
        """Keep that there was a record which cannot be read."""
        self.not_read.append((on_one_line(where), on_one_line(why)))

    def _add_values(self, reading: Reading) -> None:
        for path, sources in reading.provenance.items():
            if any(source.resource == FORM_FILLED for source in sources):
                self.by_form.add(AGE if path in AGE_FIELDS else path)
        for path, read in self._readers.items():
            value = read(reading.patient)
            if value is not None and value != ():
                self.values.setdefault(path, set()).update(self._held(path, value))
                self.known[path] += 1
        for part, state in enumerate(self.states.of_patient(reading.patient)):
            if state != UNKNOWN_REGION:
                self.seen.setdefault(part, set()).add(state)

    def _held(self, path: str, value: Any) -> set[Any]:
        """A level, a size or an age may be any; a number that a code says, such as that of no tumours, is that one."""
        if is_open(path):
            fixed = isinstance(value, int | float) and path not in self._numbers | self.by_form
            return {value} if fixed else {ANY}
        return set(value) if isinstance(value, tuple) else {value}

    def _add_origins(self, reading: Reading) -> None:
        """Each once in a record: how many entries one child has with a code says nothing of the feed."""
        found: dict[str, set[Origin]] = {}
        for path, sources in reading.provenance.items():
            read = AGE if path in AGE_FIELDS else path
            if read in self._readers:
                found.setdefault(read, set()).update(origin for one in sources for origin in self._origins(one))
        for path, origins in found.items():
            self.origins.setdefault(path, Counter()).update(origins)

    def _origins(self, source: Source) -> Iterator[Origin]:
        if source.by_name is not None:
            yield Origin(source.resource, by_name=source.by_name)
            return
        known = [code for code in (known_code(coding, self.ruleset) for coding in source.codes) if code is not None]
        yield from (Origin(source.resource, code) for code in known if code.is_read)
        if not any(code.is_read for code in known):
            yield Origin(source.resource)


def _child(reading: Reading, record: Mapping[str, Any]) -> str:
    """The child by its own id, as the record has it; '' where it has none."""
    for sources in reading.provenance.values():
        for source in sources:
            if source.resource == "Patient" and source.id:
                return source.id
    subject = record.get("subject")
    name = subject.get("id") if isinstance(subject, Mapping) else None
    return name if isinstance(name, str) else ""
