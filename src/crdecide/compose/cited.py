"""What an advisory cites and carries: each caveat and each statement once, in order of first appearance."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

from .. import wording
from ..advisory import CaveatOut, EvidenceOut
from ..ruleset import Ruleset


class Cited:
    """The caveats and the evidence of one rule set as a reader sees them, each made once."""

    def __init__(self, ruleset: Ruleset) -> None:
        self._ruleset = ruleset
        self._caveat = lru_cache(maxsize=None)(self._made_caveat)
        self._statement = lru_cache(maxsize=None)(self._made_statement)

    def caveats(self, named: Iterable[Iterable[str]]) -> tuple[CaveatOut, ...]:
        """The caveats that these parts name."""
        return tuple(map(self._caveat, dict.fromkeys(chain.from_iterable(named))))

    def evidence(self, references: Iterable[Iterable[str]]) -> tuple[EvidenceOut, ...]:
        """The statements that these parts cite."""
        return tuple(map(self._statement, dict.fromkeys(chain.from_iterable(references))))

    def _made_caveat(self, name: str) -> CaveatOut:
        caveat = self._ruleset.caveats[name]
        return CaveatOut(id=name, text=caveat.text, evidence=caveat.evidence)

    def _made_statement(self, reference: str) -> EvidenceOut:
        source, statement = self._ruleset.statement(reference)
        copy = statement.secondary_copy or source.secondary_copy
        return EvidenceOut(
            id=reference,
            citation=source.citation,
            doi=source.doi,
            url=str(source.url),
            locator=f"{statement.locator} (secondary copy: {copy})" if copy else statement.locator,
            statement=wording.statement_text(statement),
            figure=statement.figure,
        )
