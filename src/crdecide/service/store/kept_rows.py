"""What is put into the tables and taken out of them, in the words of one database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Dialect, bindparam, delete, insert
from sqlalchemy.engine.interfaces import DBAPICursor

from crdecide.errors import CrdecideError

from .driver_statements import Statement, Written
from .records import DecisionRecord, FeedbackRecord, Kept, SealedReport, UsedToken
from .tables import cards, decisions, feedback, reports, used_tokens

Addition = tuple[Statement, Written]
"""Rows for one table, as the driver takes them."""


class AlreadyUsed(CrdecideError):
    """A token was used before, by whichever worker; of what came with it nothing is kept."""


class KeptRows:
    """Additions are written out before they are made: others wait while they are made."""

    def __init__(self, dialect: Dialect) -> None:
        self._driver: Any = dialect.loaded_dbapi
        self._tokens, self._reports, self._decisions, self._cards, self._feedback = (
            Statement.of(insert(table), dialect) for table in (used_tokens, reports, decisions, cards, feedback)
        )
        named = delete(reports).where(reports.c.name == bindparam("name"))
        self._taken = Statement.of(named, dialect)
        self._replaced = Statement.of(named.where(reports.c.form == bindparam("form")), dialect)
        self._expired = [
            Statement.of(delete(table).where(table.c.expires <= bindparam("now")), dialect)
            for table in (used_tokens, reports)
        ]

    def additions(self, kept: Iterable[Kept]) -> list[Addition]:
        """The rows of what is kept."""
        additions: list[Addition] = []
        for one in kept:
            match one:
                case UsedToken():
                    row = {"sha256": one.sha256, "expires": one.expires}
                    additions.append((self._tokens, self._tokens.written(row)))
                case SealedReport():
                    additions.append((self._reports, self._reports.written(vars(one))))
                case DecisionRecord():
                    additions.append((self._decisions, self._decisions.written(vars(one))))
                    rows = [{"uuid": card.uuid, "topic": card.topic, "decision": one.id} for card in one.cards]
                    additions.append((self._cards, self._cards.written(*rows)))
        return additions

    def feedback(self, records: Iterable[FeedbackRecord], decision_of: Mapping[str, str | None]) -> Addition:
        """The rows of feedback, by the decision of each card."""
        rows = [
            {
                **asdict(record),
                "decision": decision_of[record.card],
                "accepted_suggestions": list(record.accepted_suggestions),
            }
            for record in records
        ]
        return self._feedback, self._feedback.written(*rows)

    def add(self, additions: Sequence[Addition], cursor: DBAPICursor) -> None:
        """Put them in.

        Raises:
            AlreadyUsed: one is a token that is there.
            Error of the driver: they could not be put in.
        """
        for statement, rows in additions:
            try:
                statement.run(cursor, rows)
            except self._driver.IntegrityError:
                if statement is self._tokens:
                    raise AlreadyUsed("the token was used before") from None
                raise

    def take_report(self, name: str, cursor: DBAPICursor) -> bool:
        """Take out the report of that name; whether it was there."""
        return self._taken.run(cursor, self._taken.written({"name": name})) > 0

    def replace_report(self, name: str, form: str, additions: Sequence[Addition], cursor: DBAPICursor) -> bool:
        """Put these in the place of the report of that name in that form, where it is there; whether it was."""
        is_there = self._replaced.run(cursor, self._replaced.written({"name": name, "form": form})) > 0
        if is_there:
            self.add(additions, cursor)
        return is_there

    def forget_expired(self, now: int, cursor: DBAPICursor) -> None:
        """Take out the tokens and reports whose time is over."""
        for statement in self._expired:
            statement.run(cursor, statement.written({"now": now}))
