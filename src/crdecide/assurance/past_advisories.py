"""An old advisory against the rules of today: what it stood on, and what has changed since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pydantic import ValidationError

from crdecide.advisory.answer_parts import EvidenceOut, TraceOut
from crdecide.advisory.contract_1 import read_back
from crdecide.advisory.model import Advisory
from crdecide.advisory.wording import statement_text
from crdecide.errors import CrdecideError
from crdecide.language.ruleset import Ruleset


@dataclass(frozen=True)
class Basis:
    """One rule or statement that an advisory stood on; `since` says what became of it, empty where nothing did."""

    what: str
    then: str
    since: str


def read_advisory(text: bytes) -> Advisory:
    """An advisory as `model_dump_json` wrote it, today or under contract 1.

    Raises:
        CrdecideError: the text is something else.
    """
    try:
        return read_back(text)
    except ValidationError as error:
        # Five are enough to see what the text is; a file of something else altogether has hundreds.
        faults = [f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()[:5]]
        text_of_faults = "\n".join(faults).removeprefix(": ")
        raise CrdecideError(f"not a valid advisory:\n{text_of_faults}") from None


def recall(advisory: Advisory, ruleset: Ruleset) -> tuple[Basis, ...]:
    """Every rule that fired and every statement that was cited, with what has changed since."""
    return (*_rules(advisory.trace, ruleset), *_statements(advisory.evidence, ruleset))


def same_rules(advisory: Advisory, ruleset: Ruleset) -> bool:
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


def _statements(evidence: Iterable[EvidenceOut], ruleset: Ruleset) -> Iterator[Basis]:
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
