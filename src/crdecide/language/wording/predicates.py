"""What may be said of a subject in the present tense; the past tells what happened to those who were studied."""

from __future__ import annotations

from collections.abc import Sequence

from .copula import after_adverbs, is_fault
from .grammar_words import (
    DID,
    DOES,
    HAD,
    HAS,
    IS,
    MAY,
    OBLIGES,
    PRESENT_ON_RECORD,
    WAS,
    listed,
)
from .objects import gives_a_place, object_fault
from .refusal import ANY_FORM, RECORDED, REPORTED, SEEN
from .subjects import Subject, head
from .word_lists import Lexicon

MAY_OF_INTERVENTIONS = listed("cause raise differ lower interact reported recorded have be come mask")
PRESENT_OF_INTERVENTIONS = listed(
    "raises raise lowers lower causes cause interacts interact differ differs vary varies concern "
    "concerns belong belongs rest rests lie lies"
)
PRESENT_OF_QUESTIONS = listed("differs differ varies vary remains rests depends stands prompts settles shows appears")
PRESENT_OF_PEOPLE = listed(
    "judges judge regards regard meets meet lacks lack differ differs vary belong belongs number"
)
PRESENTS = {
    Subject.ASKED: PRESENT_OF_QUESTIONS,
    Subject.INTERVENTION: PRESENT_OF_INTERVENTIONS,
    Subject.PEOPLE: PRESENT_OF_PEOPLE,
    Subject.RECORDED: PRESENT_OF_PEOPLE | PRESENT_ON_RECORD,
}
TREATED = listed(
    "child children patient patients newborn newborns infant infants baby babies boy girl people adults one"
)


def fault(words: Sequence[str], index: int, subject: Subject, lexicon: Lexicon) -> tuple[str, str] | None:
    """Why the verb at `index` may not stand where no source speaks, with what was expected; None where it may."""
    word = words[index]
    if word in IS or word == "be":
        return is_fault(words, index, subject, lexicon)
    if word in WAS or word in HAD or word in DID:
        return _to_fault(words, index)
    if word in HAS:
        return _has_fault(words, index, subject, lexicon)
    if word in DOES:
        return _does_fault(words, index, subject, lexicon)
    if word in MAY:
        return _may_fault(words, index, subject, lexicon)
    return _lexical_fault(words, index, subject, lexicon)


def _to_fault(words: Sequence[str], index: int) -> tuple[str, str] | None:
    place = after_adverbs(words, index + 1)
    if words[index] in WAS | HAD and place < len(words) and words[place] == "to":
        return f"“{' '.join(words[index : place + 2])}” tells what to do", SEEN
    return None


def _has_fault(words: Sequence[str], index: int, subject: Subject, lexicon: Lexicon) -> tuple[str, str] | None:
    place = after_adverbs(words, index + 1)
    word = words[place] if place < len(words) else ""
    if word == "to":
        return f"“{' '.join(words[index : place + 2])}” tells what to do", RECORDED
    if _decides(words, index, place, subject):
        return f"“{' '.join(words[index : place + 3])}” says what somebody can or may do", RECORDED
    # That it has no trial is known; that it has no business or no place is somebody's judgement.
    nothing_read = word == "no" and not (head(words[place + 1 :]) in lexicon.read or words[place + 1] in lexicon.states)
    if subject is Subject.INTERVENTION and (
        nothing_read or not (word in (lexicon.participles | lexicon.states) - HAD or word in ("been", "no"))
    ):
        return (
            f"“{' '.join(words[index : place + 2])}” is more than what is recorded of a treatment",
            f"{RECORDED}, or {REPORTED}",
        )
    return None


def _decides(words: Sequence[str], index: int, place: int, subject: Subject) -> bool:
    """'The team has the casting vote': a thing that those who treat have; of a child it is a finding."""
    treats = subject is Subject.PEOPLE and not set(words[:index]) & TREATED
    return treats and words[place : place + 1] in (["the"], ["a"], ["every"])


def _does_fault(words: Sequence[str], index: int, subject: Subject, lexicon: Lexicon) -> tuple[str, str] | None:
    place = after_adverbs(words, index + 1)
    word = words[place] if place < len(words) else ""
    if (
        not word
        or subject is Subject.QUESTION
        or (word in lexicon.plain and (subject is not Subject.INTERVENTION or word in PRESENT_OF_INTERVENTIONS))
        or (subject in (Subject.MATERIAL, Subject.QUESTION, Subject.ASKED, Subject.OTHER) and word in lexicon.report)
    ):
        return None
    return f"“{' '.join(words[index : place + 1])}” is none of the verbs that may stand here", ANY_FORM


def _may_fault(words: Sequence[str], index: int, subject: Subject, lexicon: Lexicon) -> tuple[str, str] | None:
    place = after_adverbs(words, index + 1)
    word = words[place] if place < len(words) else ""
    said = " ".join(words[index : place + 1])
    if words[index : index + 2] == ["could", "not"]:
        return None
    if word == "be" or (word == "have" and subject not in (Subject.PEOPLE, Subject.RECORDED)):
        after = words[place + 1] if place + 1 < len(words) else ""
        if word == "have" and after == "to":
            return f"“{said} to” tells what to do", REPORTED
        return is_fault(words, place, subject, lexicon) if word == "be" else None
    allowed = MAY_OF_INTERVENTIONS if subject is Subject.INTERVENTION else lexicon.possibilities
    if word in allowed and subject not in (Subject.PEOPLE, Subject.RECORDED):
        return None
    return f"“{said}” says what somebody can or may do", f"{REPORTED}, or {RECORDED}"


def _lexical_fault(words: Sequence[str], index: int, subject: Subject, lexicon: Lexicon) -> tuple[str, str] | None:
    word = words[index]
    if word in OBLIGES:
        return f"“{word}” obliges, and no source says it", REPORTED
    if word in lexicon.past_of_authorities and word not in lexicon.plain_forms:
        return _past_fault(words, index, subject, lexicon)
    if why := gives_a_place(words, index, lexicon):
        return why
    if word in _presents(words, index, subject, lexicon):
        return object_fault(words, index, lexicon)
    return (
        f"“{' '.join(words[max(0, index - 1) : index + 2])}” says what is done, and names no source",
        f"{REPORTED}, or {SEEN}",
    )


def _presents(words: Sequence[str], index: int, subject: Subject, lexicon: Lexicon) -> frozenset[str]:
    """The verbs that may be said of the subject in the present tense."""
    if subject is Subject.QUESTION or (index > 1 and words[index - 1] in ("who", "that", "which", "what")):
        return lexicon.plain | lexicon.report | lexicon.actions | lexicon.recommending
    if subject in PRESENTS:
        return PRESENTS[subject]
    tells = subject in (Subject.MATERIAL, Subject.AUTHORITY) or words[index + 1 : index + 2] in (["what"], ["how"])
    return lexicon.plain | lexicon.report if tells else lexicon.plain


def _past_fault(words: Sequence[str], index: int, subject: Subject, lexicon: Lexicon) -> tuple[str, str] | None:
    word = words[index]
    reported = subject is Subject.PEOPLE and set(words[:index]) & (lexicon.authorities | {"case"})
    if word not in lexicon.past and subject is not Subject.AUTHORITY and not reported:
        return f"“{word}” may be said of a source only", REPORTED
    if subject is Subject.INTERVENTION and word in lexicon.done:
        return f"“{' '.join(words[: index + 1])}” has no 'was' and reads as an order", f"{RECORDED}, or {SEEN}"
    if word in ("needed", "required") and set(words[:index]) & {"this", "the"} and "child" in words[:index]:
        return f"“{word}” is said of this child", SEEN
    return None
