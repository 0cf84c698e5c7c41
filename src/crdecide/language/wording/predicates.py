"""What may be said of a subject in the present tense; the past tells what happened to those who were studied."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .asking import refrains
from .grammar_words import (
    ADVERBS,
    DETERMINERS,
    DID,
    DOES,
    HAD,
    HAS,
    IS,
    MAY,
    OBLIGES,
    PREPOSITIONS,
    PRESENT_ON_RECORD,
    RELATIVES,
    WAS,
    is_adverb,
    is_number,
    listed,
)
from .refusal import ANY_FORM, RECORDED, REPORTED, SEEN
from .subjects import Subject, head
from .weighing import asks_for_it, balances, valued_by_phrase
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
PARTICIPLE_ENDINGS = ("ed", "en", "wn", "un")


def fault(words: Sequence[str], index: int, subject: Subject, lexicon: Lexicon) -> tuple[str, str] | None:
    """Why the verb at `index` may not stand where no source speaks, with what was expected; None where it may."""
    word = words[index]
    if word in IS or word == "be":
        return _is_fault(words, index, subject, lexicon)
    if word in WAS or word in HAD or word in DID:
        return _to_fault(words, index)
    if word in HAS:
        return _has_fault(words, index, subject)
    if word in DOES:
        return _does_fault(words, index, subject, lexicon)
    if word in MAY:
        return _may_fault(words, index, subject, lexicon)
    return _lexical_fault(words, index, subject, lexicon)


def _is_fault(words: Sequence[str], index: int, subject: Subject, lexicon: Lexicon) -> tuple[str, str] | None:
    place = _after_adverbs(words, index + 1)
    word = words[place] if place < len(words) else ""
    pair = "-".join(words[place : place + 2])
    said = " ".join(words[index : place + 2])
    if word == "to":
        return f"“{said}” tells what to do", RECORDED
    if words[:1] == ["there"] and index <= 2:
        return _there_is_fault(words[place:], lexicon)
    if subject is Subject.QUESTION:
        return None
    if worth := asks_for_it(words, place) or valued_by_phrase(words, place, lexicon) or balances(words, index, place):
        return worth
    if refrains(words, lexicon):
        return None
    if (
        word == "given"
        and words[place + 1 : place + 2] in ([], ["here"], ["in"], ["for"])
        and {"no", "none"} & set(words[:index])
    ):
        return None
    if subject is Subject.ASKED and (word in lexicon.states | lexicon.told or word == "for"):
        return None
    if subject is Subject.INTERVENTION:
        if (
            word in lexicon.states_of_interventions
            or word == "outside"
            or pair in lexicon.states_of_interventions
            or pair in ON_RECORD
        ):
            return None
        if "no" in words[:2] and word in lexicon.states:
            return None
        if word in DETERMINERS and words[-1] in ("inhibitor", "inhibitors"):
            return None
        return f"“{said}” is more than what is recorded of a treatment", f"{RECORDED}, or {REPORTED}"
    if (
        word in lexicon.states
        or pair in lexicon.states
        or (not word and (words[-1] == "not" or words[index - 1] not in ("it", "this", "that")))
    ):
        return None
    if subject in (Subject.PEOPLE, Subject.RECORDED, Subject.ASKED):
        if subject is not Subject.ASKED and word in (
            "on",
            "in",
            "within",
            "under",
            "being",
            "taking",
            "without",
            "of",
            "among",
        ):
            return None
        return f"“{said}” is more than what is recorded of people", RECORDED
    several = (words[index] == "are" and word.endswith("s")) or (
        words[place + 1 : place + 2] and words[place + 1].endswith("s") and words[index] == "are"
    )
    if several and not set(words[place : place + 2]) & lexicon.interventions - {"drugs"}:
        return None
    if word in lexicon.read:
        return None
    if word in DETERMINERS and head(words[place:]) in lexicon.interventions - {"inhibitor", "course"}:
        return f"“{said}” makes a treatment, a dose or a choice the answer", REPORTED
    if (
        word in DETERMINERS
        or word in PREPOSITIONS
        or word in RELATIVES
        or is_number(word)
        or word.endswith(("'s", "s'"))
    ):
        return _dose_is(words, index, word)
    if word == "being":
        return None
    return f"“{said}” is none of the things that may be said to be so", f"{RECORDED}, or {REPORTED}"


def _there_is_fault(after: Sequence[str], lexicon: Lexicon) -> tuple[str, str] | None:
    """'There is no trial of …' counts what was found; 'there is no alternative to …' tells what to do."""
    if head(after) in (lexicon.authorities | lexicon.material) - {"case", "nothing"}:
        return None
    if set(after) & (lexicon.interventions | lexicon.gerunds) or _to_do(after, lexicon):
        return f"“there is {' '.join(after[:3])}” weighs a treatment", RECORDED
    return None


def _to_do(words: Sequence[str], lexicon: Lexicon) -> bool:
    return any(before == "to" and word in lexicon.plain_forms for before, word in pairwise(words))


def _dose_is(words: Sequence[str], index: int, word: str) -> tuple[str, str] | None:
    if word in DETERMINERS and any(is_number(before) for before in words[:1]):
        return f"“{' '.join(words[index:])}” makes a number the answer", RECORDED
    return None


ON_RECORD = frozenset({"on-record", "in-the", "in-question", "off-label", "not-recorded"})


def _to_fault(words: Sequence[str], index: int) -> tuple[str, str] | None:
    place = _after_adverbs(words, index + 1)
    if words[index] in WAS | HAD and place < len(words) and words[place] == "to":
        return f"“{' '.join(words[index : place + 2])}” tells what to do", SEEN
    return None


def _has_fault(words: Sequence[str], index: int, subject: Subject) -> tuple[str, str] | None:
    place = _after_adverbs(words, index + 1)
    word = words[place] if place < len(words) else ""
    if word == "to":
        return f"“{' '.join(words[index : place + 2])}” tells what to do", RECORDED
    if subject is Subject.INTERVENTION and not (word.endswith(PARTICIPLE_ENDINGS) or word in ("been", "no")):
        return (
            f"“{' '.join(words[index : place + 2])}” is more than what is recorded of a treatment",
            f"{RECORDED}, or {REPORTED}",
        )
    return None


def _does_fault(words: Sequence[str], index: int, subject: Subject, lexicon: Lexicon) -> tuple[str, str] | None:
    place = _after_adverbs(words, index + 1)
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
    place = _after_adverbs(words, index + 1)
    word = words[place] if place < len(words) else ""
    said = " ".join(words[index : place + 1])
    if words[index : index + 2] == ["could", "not"]:
        return None
    if word == "be" or (word == "have" and subject not in (Subject.PEOPLE, Subject.RECORDED)):
        after = words[place + 1] if place + 1 < len(words) else ""
        if word == "have" and after == "to":
            return f"“{said} to” tells what to do", REPORTED
        return _is_fault(words, place, subject, lexicon) if word == "be" else None
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
    before = words[index - 1]
    if subject is Subject.QUESTION or (index > 1 and before in ("who", "that", "which", "what")):
        allowed = lexicon.plain | lexicon.report | lexicon.actions | lexicon.recommending
    elif subject is Subject.ASKED:
        allowed = PRESENT_OF_QUESTIONS
    elif subject is Subject.INTERVENTION:
        allowed = PRESENT_OF_INTERVENTIONS
    elif subject is Subject.PEOPLE:
        allowed = PRESENT_OF_PEOPLE
    elif subject is Subject.RECORDED:
        allowed = PRESENT_OF_PEOPLE | PRESENT_ON_RECORD
    else:
        allowed = (
            lexicon.plain | lexicon.report
            if subject in (Subject.MATERIAL, Subject.AUTHORITY) or words[index + 1 : index + 2] in (["what"], ["how"])
            else lexicon.plain
        )
    following = words[index + 1 : index + 2]
    if word in ("leave", "leaves") and not {"open", "out", "unclear"} & set(words[index + 1 : index + 3]):
        return f"“{' '.join(words[index:])}” leaves one thing to do", REPORTED
    if word in ("belong", "belongs") and following != ["to"]:
        return f"“{' '.join(words[index:])}” gives a treatment its place", REPORTED
    if word in ("make", "makes") and set(words[index:]) & lexicon.interventions:
        return f"“{' '.join(words[index:])}” makes a treatment the answer", REPORTED
    if word in allowed:
        return _carries_over(words, index, lexicon)
    return (
        f"“{' '.join(words[max(0, index - 1) : index + 2])}” says what is done, and names no source",
        f"{REPORTED}, or {SEEN}",
    )


def _takes_to(words: Sequence[str]) -> bool:
    return words[0] in ("takes", "falls") and "to" in words[1:]


def _carries_over(words: Sequence[str], index: int, lexicon: Lexicon) -> tuple[str, str] | None:
    """'It takes an operation to …', 'that goes for this child too': 'it' and 'that' stand for what is to be done."""
    said = " ".join(words[max(0, index - 1) : index + 3])
    if index and words[index - 1] == "it" and (_to_do(words[index + 1 :], lexicon) or _takes_to(words[index:])):
        return f"“{said}” tells what to do", REPORTED
    same = words[index - 1] in ("it", "that", "this", "same") and words[index + 1 : index + 2] in (["for"], ["to"])
    if index and same and "child" in words[index:]:
        return f"“{said}” carries what a source says over to this child", RECORDED
    return None


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


def _after_adverbs(words: Sequence[str], index: int) -> int:
    while (
        index < len(words)
        and is_adverb(words[index])
        and words[index] not in ADVERBS & DETERMINERS - {"either", "neither", "both", "all"}
    ):
        index += 1
    return index
