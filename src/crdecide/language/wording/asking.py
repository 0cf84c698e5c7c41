"""What is only asked, or said not to be known: within it, words that would direct elsewhere do not."""

from __future__ import annotations

from collections.abc import Sequence

from .grammar_words import DOES, HAD, HAS, IS, WAS, listed
from .subjects import head
from .word_lists import Lexicon

ASKED_ABOUT = listed("whether which what")
KNOWING = listed(
    "known stated recorded judged described said told assessed compared weighed reported settled answered studied "
    "tested found measured examined established documented clear discussed addressed"
)
NOT_KNOWN = listed("unknown unclear unrecorded unstudied uncertain untested")
SAYING = listed("say state tell judge know decide compare assess")
TESTING = listed(
    "test tests tested ask asks asked examine examines examined study studied compare compares compared "
    "investigate investigated explore explored assess assessed evaluate evaluated"
)
OBLIGES_OUTRIGHT = listed("should must shall ought needs need")
OFFERED = listed("dose doses interval intervals level option options choice target ranking order")
"""What a text may say that it does not give: 'No dose is advised here'."""


def asserted(words: Sequence[str], lexicon: Lexicon) -> list[str]:
    """The words without what is only asked: 'whether X would be safe is not known' says that it is not known."""
    words = list(words)
    if words and words[0] in ASKED_ABOUT:
        denial = _denial(words)
        presupposes = words[0] != "whether" and set(words) & OBLIGES_OUTRIGHT
        return words[denial:] if denial and not presupposes else words
    if "whether" in words:
        place = words.index("whether")
        if (denial := _denial(words)) and denial > place:
            return [*words[:place], *words[denial:]]
        if words[place + 1 : place + 2] != ["to"] and (_denial(words[:place]) or _is_tested(words[:place], lexicon)):
            return words[:place]
    if "which" in words[1:]:
        place = words.index("which", 1)
        if _denial(words[:place]) == place - 3 and not set(words[place:]) & OBLIGES_OUTRIGHT:
            return words[:place]
    return words


def _denial(words: Sequence[str]) -> int | None:
    """Where 'is not known', 'was unclear', 'does not say' begins, if the words end with it."""
    for index in range(len(words) - 1, 0, -1):
        if words[index - 1] not in IS | WAS | DOES | HAS | HAD | {"cannot", "be", "remains"}:
            continue
        after = words[index:]
        if after[0] in NOT_KNOWN:
            return index - 1
        if words[index - 1] in IS | WAS and after[0] == "not" and after[1:2] and after[1] in KNOWING:
            return index - 1
        if words[index - 1] in DOES and after[:1] == ["not"] and after[1:2] and after[1] in SAYING:
            return index - 1
    return None


def _is_tested(words: Sequence[str], lexicon: Lexicon) -> bool:
    return bool(words) and words[-1] in TESTING and bool(set(words) & lexicon.authorities)


def denies_knowledge(words: Sequence[str]) -> int | None:
    """Where the denial stands in a whole question ('Whether the two series share children is not stated')."""
    asks = words[0] in ASKED_ABOUT or words[0] in ("how", "why", "when", "where", "who")
    return (_denial(words) or None) if asks else None


def refrains(words: Sequence[str], lexicon: Lexicon) -> bool:
    """'No option is assessed', 'No dose is advised here': a text that says what it does not do."""
    verb = next((index for index, word in enumerate(words) if word in IS), None)
    if not verb or words[0] not in ("no", "none", "neither") or len(words) == verb + 1:
        return False
    said = words[verb + 1]
    if said in lexicon.told:
        return True
    given = head(words[:verb]) in OFFERED
    if (
        (given or verb == 1)
        and said.endswith("ed")
        and said not in lexicon.done | lexicon.recommended | lexicon.directive
    ):
        return True
    return given and list(words[verb + 1 :]) == [said, "here"] and said in lexicon.recommended
