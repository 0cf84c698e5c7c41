"""How far the review has come: who has signed what, what still stands, and what has changed since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from .reviewer_file import Reviewer, ReviewerFile, SignedItem, Verdict
from .signable import Signable

NEEDED = 2
"""Reviewers who have to agree before a card is approved."""


@dataclass(frozen=True)
class Signature:
    """One verdict beside what it is about now; void where that is not what was signed."""

    reviewer: Reviewer
    signed: SignedItem
    item: Signable

    @property
    def stands(self) -> bool:
        """Whether what was signed is what is there."""
        return self.signed.sha256 == self.item.sha256

    @property
    def verdict(self) -> Verdict:
        """What was said of it."""
        return self.signed.verdict

    @property
    def day(self) -> date:
        """When."""
        return self.signed.date

    @property
    def changed(self) -> tuple[str, ...]:
        """The parts that differ from what was signed, or were not there on one of the two sides."""
        then, now = self.signed.parts, self.item.marks
        return tuple(name for name in dict.fromkeys((*now, *then)) if then.get(name) != now.get(name))

    @property
    def answered_differently(self) -> bool:
        """Whether a vignette gets another answer, and not only other sentences."""
        return not self.stands and self.signed.answer != self.item.answer

    @property
    def no_longer_answered(self) -> tuple[str, ...]:
        """What the answer said when it was signed, and does not say now."""
        return tuple(line for line in self.signed.answer if line not in self.item.answer)

    @property
    def newly_answered(self) -> tuple[str, ...]:
        """What the answer says now, and did not when it was signed."""
        return tuple(line for line in self.item.answer if line not in self.signed.answer)


@dataclass(frozen=True)
class Standing:
    """All items that can be signed, and all signatures of them."""

    items: tuple[Signable, ...]
    signatures: tuple[Signature, ...]

    @cached_property
    def by_item(self) -> Mapping[str, Sequence[Signature]]:
        """The signatures of each item, by its id."""
        found: dict[str, list[Signature]] = {item.id: [] for item in self.items}
        for signature in self.signatures:
            found[signature.item.id].append(signature)
        return found

    @property
    def void(self) -> tuple[Signature, ...]:
        """The signatures of what has changed since."""
        return tuple(each for each in self.signatures if not each.stands)

    def is_signed(self, item: str) -> bool:
        """Whether as many reviewers as are needed agree with it as it is now."""
        return len(agreeing(self.by_item.get(item, ()))) >= NEEDED


def agreeing(signatures: Iterable[Signature]) -> tuple[Signature, ...]:
    """The signatures that stand and agree; each reviewer has one file, so that each is counted once."""
    return tuple(each for each in signatures if each.stands and each.verdict == "agree")


def state_in_words(signatures: Iterable[Signature]) -> str:
    """How far an item is signed: 'unsigned' until enough reviewers agree with it as it is; and who does not agree."""
    told = list(signatures)
    agreed = len(agreeing(told))
    against = sum(each.stands and each.verdict != "agree" for each in told)
    state = [f"signed by {agreed}" if agreed >= NEEDED else "unsigned"]
    state += [f"{agreed} of {NEEDED} agree"] if 0 < agreed < NEEDED else []
    state += [f"{against} not without changes"] if against else []
    return ", ".join(state)


def standing_of(items: Sequence[Signable], files: Iterable[ReviewerFile]) -> Standing:
    """Every signature beside its item. What is signed and is not among the items is left out."""
    by_id = {item.id: item for item in items}
    found: list[Signature] = []
    for file in files:
        found += [Signature(file.reviewer, each, by_id[each.item]) for each in file.signed if each.item in by_id]
    return Standing(tuple(items), tuple(found))
