"""What may be said to be so: after 'is' and 'are', of each kind of subject."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .asking import refrains
from .grammar_words import ADVERBS, DETERMINERS, PREPOSITIONS, RELATIVES, is_adverb, is_number, listed
from .refusal import RECORDED, REPORTED
from .subjects import Subject, head
from .weighing import asks_for_it, balances, valued_by_phrase
from .word_lists import Lexicon

Why = tuple[str, str]
ON_RECORD = frozenset({"on-record", "in-the", "in-question", "off-label", "not-recorded", "outside"})
ROUTINE = listed("measured checked put tested discussed")
WHEN = listed("before after until during within daily weekly monthly yearly every each first once twice")
"""A time behind a present passive makes it what is done each time: 'is measured before the morning dose'."""
EACH_TIME = listed("after before later")
"""'Is checked a week after each change': the same with the time told."""
LEFT_TO = listed("up down over for with")
WHERE_PEOPLE_ARE = listed("on in within under being taking without of among")


def is_fault(words: Sequence[str], index: int, subject: Subject, lexicon: Lexicon) -> Why | None:
    """Why what follows 'is' at `index` may not be said of the subject."""
    place = after_adverbs(words, index + 1)
    word = words[place] if place < len(words) else ""
    said = " ".join(words[index : place + 2])
    if word == "to":
        return f"“{said}” tells what to do", RECORDED
    if words[:1] == ["there"] and index <= 2:
        return _there_is_fault(words[place:], lexicon)
    if subject is Subject.QUESTION:
        return None
    if word == "due":
        return None if _is_scheduled(words, index, place) else (f"“{said}” calls for something", RECORDED)
    if worth := _worth(words, index, place, subject, lexicon):
        return worth
    if refrains(words, lexicon) or _none_is_given(words, index, place):
        return None
    if subject is Subject.INTERVENTION:
        return _of_a_treatment(words, place, said, lexicon)
    if _is_state(words, index, place, lexicon):
        return None
    if subject in (Subject.PEOPLE, Subject.RECORDED, Subject.ASKED):
        return _of_people(word, said, subject, lexicon)
    return _of_anything(words, index, place, lexicon)


def _worth(words: Sequence[str], index: int, place: int, subject: Subject, lexicon: Lexicon) -> Why | None:
    """What says how good or bad something is: 'called for', 'of no concern', 'too low', 'the risk is higher than …'."""
    if "too" in words[index + 1 : place] and place < len(words) and subject is not Subject.MATERIAL:
        return f"“too {words[place]}” measures against what is wanted", f"{RECORDED}, or {REPORTED}"
    after, following = ([*words[place:], "", ""])[:2]
    counted = (following in DETERMINERS or is_number(following)) and bool(set(words[place + 2 :]) & EACH_TIME)
    if after in ROUTINE and (following in WHEN or counted):
        return f"“{after} {following}” says what is done each time, and names no source", REPORTED
    if after in LEFT_TO and head(words[place:]) in lexicon.people:
        return f"“{after} {following}” leaves it to somebody to decide", REPORTED
    if after in ("when", "why", "how", "where") and subject is Subject.OTHER:
        return f"“is {after}” gives a rule, and no source says it", REPORTED
    if words[place : place + 1] == ["enough"] and set(words[place:]) & lexicon.interventions:
        return "“enough” measures against what is wanted", f"{RECORDED}, or {REPORTED}"
    return asks_for_it(words, place) or valued_by_phrase(words, place, lexicon) or balances(words, index, place)


def _is_scheduled(words: Sequence[str], index: int, place: int) -> bool:
    """A vaccine is due by the programme for all children; 'due to' only gives a cause."""
    return words[place + 1 : place + 2] == ["to"] or bool({"vaccine", "vaccines", "vaccination"} & set(words[:index]))


def _none_is_given(words: Sequence[str], index: int, place: int) -> bool:
    after = words[place + 1 : place + 2]
    return words[place : place + 1] == ["given"] and (
        after in ([], ["here"], ["in"], ["for"]) and bool({"no", "none"} & set(words[:index]))
    )


def _of_a_treatment(words: Sequence[str], place: int, said: str, lexicon: Lexicon) -> Why | None:
    word = words[place] if place < len(words) else ""
    recorded = lexicon.states_of_interventions | ON_RECORD
    if word in recorded or "-".join(words[place : place + 2]) in recorded:
        return None
    if "no" in words[:2] and word in lexicon.states:
        return None
    if word in DETERMINERS and words[-1] in ("inhibitor", "inhibitors"):
        return None
    if word in ("inhibitors", "inducers") and words[place + 1 : place + 2] == ["of"]:
        return None
    return f"“{said}” is more than what is recorded of a treatment", f"{RECORDED}, or {REPORTED}"


def _is_state(words: Sequence[str], index: int, place: int, lexicon: Lexicon) -> bool:
    """'Recorded', 'taken as …', or nothing, as in 'the reason for it is not'."""
    if place >= len(words):
        return words[-1] == "not" or words[index - 1] not in ("it", "this", "that")
    return words[place] in lexicon.states or "-".join(words[place : place + 2]) in lexicon.states


def _of_people(word: str, said: str, subject: Subject, lexicon: Lexicon) -> Why | None:
    if subject is Subject.ASKED and (word in lexicon.told or word == "for"):
        return None
    if subject is not Subject.ASKED and word in WHERE_PEOPLE_ARE:
        return None
    return f"“{said}” is more than what is recorded of people", RECORDED


def _of_anything(words: Sequence[str], index: int, place: int, lexicon: Lexicon) -> Why | None:
    word, following = ([*words[place:], "", ""])[:2]
    several = words[index] == "are" and (word.endswith("s") or following.endswith("s"))
    classed = following == "of" or not {word, following} & lexicon.interventions - {"drugs"}
    if (several and classed) or word in lexicon.read or word == "being":
        return None
    if word in DETERMINERS and head(words[place:]) in lexicon.interventions - {"inhibitor", "course"}:
        return f"“{words[index]} {word}” makes a treatment, a dose or a choice the answer", REPORTED
    if word in DETERMINERS and is_number(words[0]):
        return f"“{' '.join(words[index:])}” makes a number the answer", RECORDED
    if word in DETERMINERS | PREPOSITIONS | RELATIVES or is_number(word) or word.endswith(("'s", "s'")):
        return None
    said = " ".join(words[index : place + 2])
    return f"“{said}” is none of the things that may be said to be so", f"{RECORDED}, or {REPORTED}"


def _there_is_fault(after: Sequence[str], lexicon: Lexicon) -> Why | None:
    """'There is no trial of …' counts what was found; 'there is no alternative to …' tells what to do."""
    if head(after) in (lexicon.authorities | lexicon.material) - {"case", "nothing"}:
        return None
    if set(after) & (lexicon.interventions | lexicon.gerunds) or to_do(after, lexicon):
        return f"“there is {' '.join(after[:3])}” weighs a treatment", RECORDED
    return None


def to_do(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether 'to' with a verb stands among the words."""
    return any(before == "to" and word in lexicon.plain_forms for before, word in pairwise(words))


def after_adverbs(words: Sequence[str], index: int) -> int:
    """Where the word stands that a helping verb belongs to."""
    while (
        index < len(words)
        and is_adverb(words[index])
        and words[index] not in ADVERBS & DETERMINERS - {"either", "neither", "both", "all"}
    ):
        index += 1
    return index
