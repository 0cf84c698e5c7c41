"""The options of an advisory: the stance of each, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any

from crdecide.evaluation.precedence import OptionDecision
from crdecide.evaluation.symbolic.answer_functions import SCOPE
from crdecide.explanation.answer_bits import answer_bits_of
from crdecide.explanation.counter_grounds import keeping_from
from crdecide.explanation.missing import Missing
from crdecide.guideline.options import CANNOT_ASSESS, OPTIONS
from crdecide.language.cards import Note
from crdecide.language.evidence import least_certain
from crdecide.language.ruleset import Ruleset

from . import wording
from .answer_parts import NoteOut, OptionOut
from .cards_out import each_once, note_out
from .child import Child

MOST_KEPT = 1_024
"""Options of which it is kept what their cards say; the least recently used make room."""


class OptionsOut:
    """The options under one rule set. What cards say of an option is worked out once for each decision about it."""

    def __init__(self, ruleset: Ruleset) -> None:
        self._ruleset, bits = ruleset, answer_bits_of(ruleset)
        self._bit = {name: bits.of([name]) for name in (SCOPE, *OPTIONS)}
        self._notes = {note.id: note_out(note) for note in ruleset.notes}
        self._said = lru_cache(maxsize=MOST_KEPT)(self._said_by_cards)
        self._rationale = lru_cache(maxsize=MOST_KEPT)(self._in_words)

    def of(self, child: Child, missing: Iterable[Missing]) -> tuple[OptionOut, ...]:
        """Each of them, with the missing fields that it turns on while the child stays in scope."""
        if not child.decision.options:
            return ()
        in_scope = [unknown for unknown in missing if not unknown.could_change & self._bit[SCOPE]]
        return tuple([self._option(option, child, in_scope) for option in child.decision.options])

    def _option(self, option: OptionDecision, child: Child, missing: Iterable[Missing]) -> OptionOut:
        # Questions are asked only where nothing can be said: a stance that stands is not put in doubt.
        is_open = option.stance == CANNOT_ASSESS and not option.cards
        not_recorded = child.not_recorded(child.open.behind(option.undecided)) if is_open else ()
        bit = self._bit[option.option]
        of_child = {
            "turns_on": tuple([unknown.field for unknown in missing if unknown.could_change & bit]),
            "rationale": self._rationale(option, not_recorded, child.unread),
            "notes": tuple([self._note(note, child) for note in option.notes]),
        }
        return OptionOut.made_of(**{**self._said(option), **of_child})

    def _said_by_cards(self, option: OptionDecision) -> Mapping[str, Any]:
        words, cards = self._ruleset.vocabulary.options[option.option], option.cards
        certainty = least_certain(card.certainty for card in cards if card.certainty is not None)
        spoken = (*cards, *option.notes)
        return {
            "option": option.option,
            "stance": option.stance,
            "especially": option.especially,
            # From the vocabulary, not only from cards: an mTOR inhibitor is temporary at whatever stance it stands.
            "temporary": words.always_temporary or any(card.says.temporary for card in cards),
            "timing": next((note.says.timing for note in option.notes if note.says.timing), None),
            "certainty": certainty.level if certainty else None,
            "certainty_of": certainty.of if certainty else None,
            "certainty_rated_by": certainty.rated_by if certainty else None,
            # Of the child, and here for the order of the fields alone.
            **dict.fromkeys(["turns_on", "rationale", "notes"]),
            "rules": tuple(card.id for card in spoken),
            "evidence": each_once(card.evidence for card in spoken),
            "caveats": each_once([words.demands_caveats, *(card.caveats for card in cards)]),
        }

    def _in_words(self, option: OptionDecision, not_recorded: tuple[str, ...], unread: Collection[str]) -> str:
        return wording.rationale(option, not_recorded, self._ruleset, unread)

    def _note(self, note: Note, child: Child) -> NoteOut:
        told = self._notes[note.id]
        if note.says.against is None:
            return told
        finding = self._ruleset.finding_by_id[note.says.against]
        kept = keeping_from(finding, "yes", child.concluded.values)
        text = f"{told.text} {wording.against(kept, finding, self._ruleset)}".rstrip()
        return NoteOut.made_of(id=told.id, on_the_page=told.on_the_page, text=text, evidence=told.evidence)
