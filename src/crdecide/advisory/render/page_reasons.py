"""Why, on the one page: the reason of each option on the table; of an mTOR inhibitor always, with all its caveats."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from crdecide.guideline.options import MTOR_INHIBITOR, SPECIALIST_REVIEW, TSC_EVALUATION, is_on_the_table
from crdecide.guideline.spelling import spoken

from ..answer_parts import NoteOut, OptionOut
from ..model import Advisory
from .depth import Depth
from .option_caveats import caveats_of
from .page_blocks import Block
from .source_numbers import Sources

ALREADY_SAID = (SPECIALIST_REVIEW, TSC_EVALUATION)
"""Options whose reason is no question of this page: their row in the table says it."""


class Reasons:
    """The reasons of one advisory, at any depth; `options` come with the strongest first.

    Raises:
        CaveatsLacking: an mTOR inhibitor is without a caveat that it demands.
    """

    def __init__(self, advisory: Advisory, options: Sequence[OptionOut]) -> None:
        self._told = [_reason(option, advisory) for option in options if _is_explained(option)]
        of_told = [note for reason in self._told for note in reason.notes if note.on_the_page]
        self._of_review = _on_review_alone(advisory, {note.id for note in of_told})
        self._ranked = [note.id for note in sorted([*self._of_review, *of_told], key=_rank)]

    def at(self, depth: Depth, sources: Sources) -> Iterator[Block]:
        """The blocks at one depth; sources are numbered as they are cited."""
        kept = frozenset(self._ranked[: depth.notes])
        if how_soon := list(_noted(self._of_review, kept, sources)):
            yield _why(SPECIALIST_REVIEW, how_soon)
        for place, reason in enumerate(self._told):
            is_mtor = reason.option == MTOR_INHIBITOR
            reasoned = bool(depth.reasons) and (is_mtor or place < depth.reasons)
            if sentences := [*reason.sentences(kept, sources, reasoned=reasoned)]:
                yield _why(reason.option, sentences)


class _Reason(NamedTuple):
    """What may be told of one option: its reason with what it cites, notes by rank, and caveats."""

    option: str
    rationale: str
    cited: Sequence[str]
    notes: Sequence[NoteOut]
    caveats: Sequence[str]

    def sentences(self, kept: Collection[str], sources: Sources, *, reasoned: bool) -> Iterator[str]:
        if reasoned and (reason := f"{self.rationale}{sources.cite(self.cited)}"):
            yield reason
        yield from _noted(self.notes, kept, sources)
        yield from self.caveats


def _reason(option: OptionOut, advisory: Advisory) -> _Reason:
    caveats = caveats_of(option, advisory.caveats) if option.option == MTOR_INHIBITOR else ()
    return _Reason(
        option=option.option,
        rationale=option.rationale,
        cited=_of_cards(option),
        notes=sorted(option.notes, key=_rank),
        caveats=[caveat.short for caveat in caveats],
    )


def _why(option: str, sentences: Sequence[str]) -> Block:
    return Block("reasons", f"WHY: {spoken(option)}", (" ".join(sentences),))


def _noted(notes: Sequence[NoteOut], kept: Collection[str], sources: Sources) -> Iterator[str]:
    return (f"{note.text}{sources.cite(note.evidence)}" for note in notes if note.id in kept)


def _on_review_alone(advisory: Advisory, told: Collection[str]) -> list[NoteOut]:
    """The remarks on how soon a review is due, which no other option has; beside a danger its sentence says it."""
    if advisory.danger.text is not None:
        return []
    notes = (note for option in advisory.options if option.option == SPECIALIST_REVIEW for note in option.notes)
    return sorted((note for note in notes if note.on_the_page and note.id not in told), key=_rank)


def _is_explained(option: OptionOut) -> bool:
    is_answered = option.option == MTOR_INHIBITOR or is_on_the_table(option.stance)
    return is_answered and option.option not in ALREADY_SAID


def _rank(note: NoteOut) -> int:
    return note.on_the_page or 0


def _of_cards(option: OptionOut) -> Sequence[str]:
    """What the reason itself cites: the notes cite for themselves."""
    noted = {reference for note in option.notes for reference in note.evidence}
    own = [reference for reference in option.evidence if reference not in noted]
    return own or option.evidence[:1]
