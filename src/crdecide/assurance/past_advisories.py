"""An old advisory against the rules of today: what it stood on, and what has changed since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from pydantic import BaseModel, ConfigDict, ValidationError

<<<<<<< HEAD
from crdecide.advisory.contract_1 import read_back
from crdecide.advisory.model import Advisory, EvidenceOut, TraceOut
=======
from crdecide.advisory.model import Advisory, Provenance, TraceOut
>>>>>>> 73847a9 (Tell callers of contract 1 what moved where)
from crdecide.advisory.wording import statement_text
from crdecide.errors import CrdecideError
from crdecide.language.ruleset import Ruleset


@dataclass(frozen=True)
class Basis:
    """One rule or statement that an advisory stood on; `since` says what became of it, empty where nothing did."""

    what: str
    then: str
    since: str


<<<<<<< HEAD
def read_advisory(text: bytes) -> Advisory:
    """An advisory as `model_dump_json` wrote it, today or under contract 1.
=======
class Cited(Protocol):
    """A statement that was cited."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def statement(self) -> str: ...  # noqa: D102


class PastAdvisory(Protocol):
    """What is read of an advisory, whichever contract it keeps."""

    @property
    def trace(self) -> Sequence[TraceOut]: ...  # noqa: D102
    @property
    def evidence(self) -> Sequence[Cited]: ...  # noqa: D102
    @property
    def provenance(self) -> Provenance: ...  # noqa: D102


class CitedInContract1(BaseModel):
    """A statement as contract 1 told it, without what is not compared."""

    model_config = ConfigDict(frozen=True)

    id: str
    statement: str


class AdvisoryOfContract1(BaseModel):
    """An advisory as it was before danger and checks had places of their own; the rest of it is passed over."""

    model_config = ConfigDict(frozen=True)

    schema_version: Literal["1"]
    evidence: tuple[CitedInContract1, ...]
    trace: tuple[TraceOut, ...]
    provenance: Provenance


class Versioned(BaseModel):
    """The contract that a text says it keeps."""

    schema_version: str


def read_advisory(text: bytes) -> PastAdvisory:
    """An advisory of contract 1 or 2, as `model_dump_json` wrote it.
>>>>>>> 73847a9 (Tell callers of contract 1 what moved where)

    Raises:
        CrdecideError: the text is something else.
    """
    try:
<<<<<<< HEAD
        return read_back(text)
=======
        is_of_contract_1 = Versioned.model_validate_json(text).schema_version == "1"
        return (AdvisoryOfContract1 if is_of_contract_1 else Advisory).model_validate_json(text)
>>>>>>> 73847a9 (Tell callers of contract 1 what moved where)
    except ValidationError as error:
        # Five are enough to see what the text is; a file of something else altogether has hundreds.
        faults = [f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()[:5]]
        text_of_faults = "\n".join(faults).removeprefix(": ")
        raise CrdecideError(f"not a valid advisory:\n{text_of_faults}") from None


def recall(advisory: PastAdvisory, ruleset: Ruleset) -> tuple[Basis, ...]:
    """Every rule that fired and every statement that was cited, with what has changed since."""
    return (*_rules(advisory.trace, ruleset), *_statements(advisory.evidence, ruleset))


def same_rules(advisory: PastAdvisory, ruleset: Ruleset) -> bool:
    """Whether the advisory was made with exactly these rules."""
    return advisory.provenance.ruleset_sha256 == ruleset.sha256


def _rules(trace: Iterable[TraceOut], ruleset: Ruleset) -> Iterator[Basis]:
    today = {part.id: part for part in ruleset.rules}
    for entry in trace:
        part = today.get(entry.rule)
        if part is None:
            since = "retired or removed"
        elif part.version != entry.version:
            since = f"now version {part.version}"
        else:
            since = "" if part.title == entry.title else f"now titled '{part.title}'"
        yield Basis(entry.rule, f"version {entry.version}: {entry.title}", since)


def _statements(evidence: Iterable[Cited], ruleset: Ruleset) -> Iterator[Basis]:
    today = {}
    for source in ruleset.sources.values():
        for name, statement in source.statements.items():
            today[f"{source.id}#{name}"] = statement_text(statement)
    for item in evidence:
        statement_today = today.get(item.id)
        if statement_today is None:
            since = "no longer cited anywhere"
        else:
            since = "" if statement_today == item.statement else f"now says: {statement_today}"
        yield Basis(item.id, item.statement, since)
