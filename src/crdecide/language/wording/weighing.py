"""Judgements without a word of advice: 'no cause for concern', 'nothing stands against it', '… is called for'."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .grammar_words import (
    ADVERBS,
    DETERMINERS,
    HAD,
    HAS,
    HELPERS,
    IS,
    OBLIGES,
    PREPOSITIONS,
    PRONOUNS,
    WAS,
    is_number,
    listed,
)  # fmt: skip
from .refusal import ANY_FORM, RECORDED, REPORTED
from .text_parts import found_in
from .word_lists import Lexicon

Why = tuple[str, str]
WEIGHTS = listed(
    "reason reasons cause ground grounds argument arguments case point need room call excuse obstacle bar hurdle "
    "barrier objection objections matter time harm doubt way ways"
)
"""Nouns that weigh for or against doing something, once they are said of it."""
DEFINITE = listed("the its their this that these those his her")
QUANTITY = listed("no little every any ample good great much all some strong enough high")
TOWARDS_ACTION = listed("for against enough")
WEIGHED_BY = IS | HAS | listed("leaves leave gives give sees see offers offer")
AFTER_NOTHING = listed("to against but else for short beats")
FIGURES = listed("door doors path road gate")
AMOUNTS = listed("little much few many low high late early long short")
VERDICTS = listed("by-rights by-right of-course no-doubt without-doubt needless-to-say after-all if-anything")
JUDGING = listed("rightly wrongly wisely unwisely sensibly prudently understandably")
LIKENING = listed("as like way than")
ACCOUNTING = listed("accounted adjusted corrected controlled")
ANYBODY = listed("one anyone everyone anybody everybody nobody any every each he she they it others")
VALUES = listed(
    "in-order in-the-way on-the-cards on-the-table off-the-table beyond-doubt beyond-question beyond-dispute "
    "out-of-place out-of-proportion "
    "out-of-the-question out-of-question in-demand at-hand without-alternative"
)
"""Phrases with which English says that something is to be done, or is not."""
BALANCED = listed(
    "risk risks benefit benefits gain gains loss losses harm harms danger dangers cost costs odds chances"
)
RIGHT_THINGS = listed("thing way time moment path call place side-effect")


def weighs(words: Sequence[str], lexicon: Lexicon) -> Why | None:
    """A noun that weighs ('is no cause for …', 'time to …'), 'nothing' that clears the way, 'right' as a verdict."""
    for index, word in enumerate(words):
        if word in WEIGHTS and _is_said_to_weigh(words, index, lexicon):
            return (
                f"“{' '.join(words[max(0, index - 1) : index + 2])}” weighs what to do, and no source says it",
                REPORTED,
            )
        if word in FIGURES and words[index + 1 : index + 2] in (["to"], ["for"], ["on"], ["towards"]):
            return f"“{word} {words[index + 1]}” is a figure for what to do, and no source says it", REPORTED
        if word == "nothing" and _clears_the_way(words, index, lexicon):
            return f"“{' '.join(words[index : index + 2])}” clears the way, and no source says it", REPORTED
        if word == "right" and _is_verdict(words, index, lexicon):
            return "“right” is a verdict, and no source says it", REPORTED
    return _measures(words, lexicon)


def _measures(words: Sequence[str], lexicon: Lexicon) -> Why | None:
    """'Too little everolimus', 'long enough', in the present: a measure that nobody has given."""
    if set(words) & (WAS | HAD):
        return None
    for first, second in pairwise(words):
        too = first == "too" and second in AMOUNTS and set(words) & lexicon.interventions
        if too or (first in AMOUNTS and second == "enough"):
            return f"“{first} {second}” measures against what is wanted, and no source says it", REPORTED
    return None


def _is_said_to_weigh(words: Sequence[str], index: int, lexicon: Lexicon) -> bool:
    """'Is no reason', 'there is time to …'; but not 'the reason for it is recorded', where it is what one speaks of."""
    start = index - 1
    while start >= 0 and words[start] not in PREPOSITIONS | HELPERS | PRONOUNS - DETERMINERS and index - start <= 4:
        if words[start] in WEIGHED_BY:
            break
        start -= 1
    front = words[start] if start >= 0 else ""
    if start >= 0 and front not in WEIGHED_BY:
        return False
    if start < 0 and (set(words) & (HELPERS | lexicon.authorities)):
        return False
    between, following = set(words[start + 1 : index]), words[index + 1] if index + 1 < len(words) else ""
    if following == "to":
        aim = words[index + 2] if index + 2 < len(words) else ""
        if words[index] in ("way", "ways"):
            return aim not in DETERMINERS | PREPOSITIONS
        return aim in lexicon.plain_forms or (aim in lexicon.interventions and not between & DEFINITE)
    if between & DEFINITE:
        return False
    return following in TOWARDS_ACTION or (bool(between & QUANTITY) and following in ("", "in", "here"))


def _clears_the_way(words: Sequence[str], index: int, lexicon: Lexicon) -> bool:
    """'Nothing speaks against …', 'nothing to lose'; but 'nothing is recorded', 'nothing on record says …'."""
    following = words[index + 1] if index + 1 < len(words) else ""
    if following in AFTER_NOTHING:
        return following != "else" or words[index + 2 : index + 3] == [] or words[index + 2] not in HELPERS
    return index == 0 and following in lexicon.verbs - lexicon.participles


def _is_verdict(words: Sequence[str], index: int, lexicon: Lexicon) -> bool:
    """'Is right', 'right for …', 'the right time'; but 'the right ventricle', 'none for the right'."""
    following = words[index + 1] if index + 1 < len(words) else ""
    if following in RIGHT_THINGS | lexicon.interventions or following in ("for", "here"):
        return True
    if following == "to" and words[index - 1] in ("a", "every"):
        return True
    return index > 0 and (words[index - 1] in IS | {"be"} | ADVERBS - DETERMINERS) and not following.isalpha()


def voices_a_verdict(words: Sequence[str], lexicon: Lexicon) -> Why | None:
    """What judges in the writer's own voice, even within a source's clause: 'as one should', 'rightly'."""
    if found := found_in(list(words), VERDICTS):
        return f"“{found[1]}” judges in the writer's own voice", ANY_FORM
    for index, word in enumerate(words):
        if word in JUDGING:
            return f"“{word}” judges in the writer's own voice", ANY_FORM
        near = words[index + 1 : index + 6]
        if word == "as" and near[:1] and near[0] in IS and near[1:2] and near[1] in lexicon.directive:
            return f"“as {near[0]} {near[1]}” judges in the writer's own voice", ANY_FORM
        obliged = next((place for place, each in enumerate(near) if each in OBLIGES), None)
        if word in LIKENING and obliged is not None and set(near[:obliged]) & (ANYBODY | lexicon.people):
            said = " ".join(words[index : index + obliged + 2])
            return f"“{said}” turns what was done into what is to be done", ANY_FORM
    return None


def asks_for_it(words: Sequence[str], index: int) -> Why | None:
    """'Is called for', 'is asked for': a verb with a particle that has no thing of its own behind it."""
    verb, particle, after = ([*words, "", "", ""])[index : index + 3]
    ends = not after or after in PREPOSITIONS | ADVERBS - DETERMINERS or after in ("and", "but", "or", "here")
    if particle in ("for", "upon") and ends and verb not in ACCOUNTING and verb.endswith(("ed", "ght")):
        return f"“{verb} {particle}” asks for something, and no source says it", REPORTED
    return None


def valued_by_phrase(words: Sequence[str], index: int, lexicon: Lexicon) -> Why | None:
    """'Is of no concern', 'is of great use': a value in the shape of a phrase."""
    if (idiom := found_in(list(words[index : index + 4]), VALUES)) and not idiom[0]:
        return f"“{idiom[1]}” says what is to be done", f"{RECORDED}, or {REPORTED}"
    _, much, thing = ([*words, "", "", ""])[index : index + 3]
    if words[index : index + 1] == ["of"] and much in QUANTITY and thing not in lexicon.read and not is_number(thing):
        return f"“of {much} {thing}” says what something is worth", f"{RECORDED}, or {REPORTED}"
    return None


def balances(words: Sequence[str], index: int, place: int) -> Why | None:
    """'The risk is low enough', 'The gains are larger than the losses': one thing weighed against another."""
    weighed = set(words[:index]) & BALANCED
    compared = "than" in words[place:] and (words[place].endswith("er") or words[place] in ("more", "less", "worse"))
    if weighed and (compared or "enough" in words[place : place + 2]):
        return f"“{' '.join(words[place : place + 2])}” weighs {weighed.pop()} against something", REPORTED
    return None
