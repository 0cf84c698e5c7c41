"""What a verb in the present makes of a treatment or of this child, though the verb itself may stand."""

from __future__ import annotations

from collections.abc import Sequence

from .copula import to_do
from .grammar_words import PREPOSITIONS, STRONG, listed
from .refusal import RECORDED, REPORTED
from .subjects import head
from .weighing import WEIGHTS
from .word_lists import Lexicon

Why = tuple[str, str]
RELATING = listed(
    "concern concerns cover covers include includes affect affects raise raises lower lowers involve involves "
    "precede precedes follow follows predate predates name names mention mentions"
)
"""Verbs that may have a treatment as their object and do nothing to it."""
PHASES = listed("end ends begin begins open opens close closes keep keeps hold holds")
PLACES = listed("first last next ahead on into up down out second")
RESTS = listed("lies lie rests rest stands stand stays stay")


def object_fault(words: Sequence[str], index: int, lexicon: Lexicon) -> Why | None:
    """'Fever means a pause', 'the last word lies with …', 'it takes an operation to …', 'that goes for this child'."""
    said = " ".join(words[max(0, index - 1) : index + 3])
    return _acts_on_a_treatment(words, index, said, lexicon) or _stands_for_advice(words, index, said, lexicon)


def gives_a_place(words: Sequence[str], index: int, lexicon: Lexicon) -> Why | None:
    """'Leaves everolimus', 'belongs in every visit', 'makes surgery the …'."""
    word, said = words[index], " ".join(words[index:])
    if word in ("leave", "leaves") and not {"open", "out", "unclear"} & set(words[index + 1 : index + 3]):
        return f"“{said}” leaves one thing to do", REPORTED
    if word in ("belong", "belongs") and words[index + 1 : index + 2] != ["to"]:
        return f"“{said}” gives a treatment its place", REPORTED
    following, then = ([*words[index + 1 :], "", ""])[:2]
    ranked = following in ("before", "after") and (then in STRONG or head(words[index + 2 :]) in lexicon.interventions)
    placed = following in PLACES or ranked
    if word in ("come", "comes") and placed:
        return f"“{said}” gives something its place", REPORTED
    if word in ("make", "makes") and set(words[index:]) & (lexicon.interventions | WEIGHTS):
        return f"“{said}” makes a treatment the answer", REPORTED
    return None


def _acts_on_a_treatment(words: Sequence[str], index: int, said: str, lexicon: Lexicon) -> Why | None:
    word, following, thing = words[index], ([*words, ""])[index + 1], head(words[index + 1 :])
    if word in ("means", "mean", "implies", "spells") and thing in lexicon.interventions | lexicon.gerunds:
        return f"“{said}” makes a treatment follow from it", REPORTED
    acts = word in (lexicon.plain - lexicon.report - RELATING) | PHASES and thing in lexicon.interventions
    if acts and following not in PREPOSITIONS and words[index - 1] not in lexicon.authorities:
        return f"“{said}” makes something of a treatment", REPORTED
    if word in RESTS and following == "with" and thing in lexicon.people:
        return f"“{said}” gives it to somebody to decide", REPORTED
    return None


def _stands_for_advice(words: Sequence[str], index: int, said: str, lexicon: Lexicon) -> Why | None:
    """Where 'it' and 'that' stand for what is to be done."""
    before, after = words[index - 1] if index else "", list(words[index + 1 :])
    takes = words[index] in ("takes", "falls") and "to" in after
    if before == "it" and (takes or to_do(after, lexicon)):
        return f"“{said}” tells what to do", REPORTED
    if before in ("it", "that", "this", "same") and after[:1] in (["for"], ["to"]) and "child" in after:
        return f"“{said}” carries what a source says over to this child", RECORDED
    return None
