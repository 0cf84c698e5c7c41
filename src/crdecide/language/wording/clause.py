"""Whether a clause has one of the allowed forms, and what is wrong with the first that has not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from .asking import asserted
from .constructions import Why, about_this_child, banned_without_source, begins_with_an_order, dose_in
from .grammar_words import COORDINATORS, DETERMINERS, HELPERS, PREPOSITIONS, PRONOUNS, SUBORDINATORS, listed
from .predicates import fault as predicate_fault
from .refusal import ANY_FORM
from .subjects import Subject, is_attributed, subject_of, told_that
from .text_parts import words as words_of
from .unlisted_verbs import holds_unlisted_verb
from .verbs_in_clause import finite_verbs, main_verb, opens_clause, points_back
from .voice import draws_a_conclusion, in_own_voice
from .word_lists import Lexicon

BREAK = re.compile(r",\s+")
ASKING = listed("which why how what where whether when who")
TENDING = frozenset({"tend", "tends", "tended", "said", "known", "seen"})
ENDS_ATTRIBUTION = frozenset({"so", "hence", "therefore", "thus", "then", "but", "yet"})


def pieces(text: str) -> list[list[str]]:
    """What stands between commas."""
    return [piece for part in BREAK.split(text) if (piece := words_of(part))]


def _tells_whence(piece: list[str], lexicon: Lexicon) -> bool:
    """'Quoted from the abstract', 'Seen in newborns only': how something is known, without a verb."""
    return piece[0] in lexicon.labels & lexicon.states and piece[1:2] != [] and piece[1] in PREPOSITIONS


def is_clause(text: str, lexicon: Lexicon) -> bool:
    """Whether some piece of it has a verb of its own."""
    return _has_clause(pieces(text), lexicon)


def _has_clause(parts: list[list[str]], lexicon: Lexicon) -> bool:
    """Whether one of the pieces has a verb of its own, or takes up a subject named in front."""
    for index, piece in enumerate(parts):
        if _has_main_verb(piece, lexicon):
            return True
        if index and not _hangs(parts[0], lexicon) and _goes_on(piece, piece, parts[0], lexicon):
            return True
    return False


def clause_fault(text: str, lexicon: Lexicon, *, may_lack_verb: bool = False) -> Why | None:
    """The first fault of a clause with what hangs on it."""
    parts = pieces(text)
    unlisted = holds_unlisted_verb([word for piece in parts for word in piece], lexicon)
    if not (may_lack_verb or unlisted or _has_clause(parts, lexicon)):
        order = begins_with_an_order(parts[0], lexicon) if parts else None
        if not order and parts and _tells_whence(parts[0], lexicon):
            return clause_fault(text, lexicon, may_lack_verb=True)
        return order or (f"“{text}” has no verb that may stand in a text", ANY_FORM)
    attributed = any(is_attributed(piece, lexicon) for piece in parts if main_verb(piece, lexicon) is None)
    in_front = attributed
    recorded = any(_by_the_record(piece) for piece in parts)
    subject: Sequence[str] = ()
    last = ""
    for piece in parts:
        if piece[0] in ENDS_ATTRIBUTION or (
            piece[0] in COORDINATORS and not in_front and _starts_anew(piece, subject, lexicon)
        ):
            attributed = False
        here = attributed or _reports(piece, subject, lexicon)
        here = here or is_attributed(piece, lexicon) if in_front else _is_a_sources(piece, last, here, lexicon)
        why, subject = _piece_fault(piece, lexicon, here, subject, recorded)
        last = piece[-1]
        if why:
            return why
        if not _is_subordinate(piece, lexicon):
            attributed = here
            in_front = in_front or is_attributed(piece, lexicon)
    return None


def _is_a_sources(piece: list[str], last: str, here: bool, lexicon: Lexicon) -> bool:
    """Whether a source's clause goes on, or one is named within; neither, where it is about the child of today."""
    if piece[:2] == ["this", "child"] and not {"by", "according"} & set(piece):
        return False
    return is_attributed(piece, lexicon) or (here and not in_own_voice(piece, last, lexicon))


def fragment_fault(piece: list[str], lexicon: Lexicon, attributed: bool) -> Why | None:
    """What is wrong with words that need no verb."""
    if not piece:
        return None
    return _piece_fault(piece, lexicon, attributed, ())[0]


def _piece_fault(
    piece: list[str], lexicon: Lexicon, attributed: bool, subject_before: Sequence[str], recorded: bool = False
) -> tuple[Why | None, Sequence[str]]:
    """The fault, and the words of the subject, which the next piece may share."""
    bare = piece if piece[0] in ASKING and main_verb(piece, lexicon) else _without_joint(piece, lexicon)
    if _goes_on(piece, bare, subject_before, lexicon):
        bare = [*subject_before, *bare]
    main = main_verb(bare, lexicon)
    subject = bare[:main] if main else (subject_before or bare)
    order = begins_with_an_order(bare, lexicon)
    if order or (why := about_this_child(piece, lexicon)):
        return order or why, subject
    if attributed:
        return None, subject
    concludes = piece[0] in ENDS_ATTRIBUTION - {"then"} and main is None and _names_a_thing(piece, lexicon)
    if concludes:
        return (f"“{' '.join(piece)}” draws a conclusion without a verb", ANY_FORM), subject
    if main is None and (found := _purpose(piece, lexicon)):
        return found, subject
    why = (
        banned_without_source(piece, lexicon)
        or draws_a_conclusion(piece, lexicon)
        or _verbs_fault(bare, lexicon, subject, recorded)
        or _dose_fault(bare, lexicon, main)
    )
    return why, subject


def _names_a_thing(piece: list[str], lexicon: Lexicon) -> bool:
    """'Hence everolimus', 'therefore a mouthwash'; but not 'so not counted'."""
    return bool(set(piece) & lexicon.interventions) or piece[1:2] in (["a"], ["an"], ["some"], ["more"], ["another"])


def _starts_anew(piece: list[str], subject: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether it has a subject of its own, so that no source speaks any more: '…, and this team will too'."""
    bare = _without_joint(piece, lexicon)
    told = bare[0] == "that" and not points_back(bare, 1)
    return not told and not _goes_on(piece, bare, subject, lexicon) and main_verb(bare, lexicon) is not None


def _goes_on(piece: list[str], bare: list[str], subject: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a piece begins with the verb of a subject that was named before: '…, and calls the effect …'."""
    if not subject or (bare is piece and main_verb(list(subject), lexicon)):
        return False
    if bare[0] in HELPERS:
        return True
    forms = (lexicon.report, lexicon.recommending, lexicon.plain, lexicon.past_of_authorities)
    finite = any(bare[0] in form for form in forms)
    several = bare is not piece and any(word.endswith("s") for word in subject)
    return finite and (bare[0] not in lexicon.plain_forms or (several and bare[0] not in lexicon.actions))


def _without_joint(piece: list[str], lexicon: Lexicon) -> list[str]:
    if len(piece) == 1 or not (piece[0] in COORDINATORS or _hangs(piece, lexicon)):
        return piece
    return piece[2:] if piece[1] == "also" and len(piece) > len("so") else piece[1:]


def _purpose(piece: list[str], lexicon: Lexicon) -> Why | None:
    for before, word in pairwise(piece):
        if (
            before == "to"
            and word != "date"
            and not set(piece) & TENDING
            and word in lexicon.plain_forms - lexicon.nouns
        ):
            return f"“to {word}” tells what to do, and no source says it", ANY_FORM
    return None


def _verbs_fault(piece: list[str], lexicon: Lexicon, subject: Sequence[str], recorded: bool) -> Why | None:
    """Every verb has to be one that may be said of its subject; the first takes the subject of the clause."""
    last, main = 0, main_verb(piece, lexicon)
    asked = piece[0] in ASKING and main is not None
    only_asked = len(piece) - len(asserted(piece, lexicon)) if asked else 0
    for index in finite_verbs(piece, lexicon):
        if index < only_asked:
            continue
        # "shows that surgery is …": the verb in front tells that what follows is told as a fact.
        start = last - 1 if last and piece[last] == "that" else last
        before = piece[start:index] or ([] if last else subject)
        kind = Subject.ASKED if index == main and asked else _subject(before, subject, lexicon)
        if recorded and kind is Subject.PEOPLE:
            kind = Subject.RECORDED
        if why := predicate_fault(piece, index, kind, lexicon):
            return why
        last = index + 1
    told = told_that(piece, lexicon)
    if told is not None and last <= told:
        return f"“{' '.join(piece[told:])}” has no verb that may stand in a text", ANY_FORM
    return None


def _by_the_record(piece: list[str]) -> bool:
    return "record" in piece[:3] or any(
        word in ("by", "to", "in") and piece[index + 1 : index + 3] == ["the", "record"]
        for index, word in enumerate(piece)
    )


def _subject(nearest: Sequence[str], main: Sequence[str], lexicon: Lexicon) -> Subject:
    kind = subject_of(nearest, lexicon)
    return subject_of(main, lexicon) if kind is Subject.OTHER and not nearest else kind


def _dose_fault(piece: list[str], lexicon: Lexicon, main: int | None) -> Why | None:
    told = {"recorded", "record", "printed", "figure", "reports", "reported"} & set(piece)
    past = main is not None and (piece[main] in ("was", "were", "had") or piece[main] in lexicon.past)
    return None if told or past else dose_in(piece)


def _reports(piece: list[str], subject: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a source is the subject and a verb of reporting follows: what comes after is the source's."""
    bare = _without_joint(piece, lexicon)
    if _goes_on(piece, bare, subject, lexicon):
        bare = [*subject, *bare]
    main = main_verb(bare, lexicon)
    if not main or subject_of(bare[:main], lexicon) is not Subject.AUTHORITY:
        return False
    verb = bare[main]
    if verb in ("does", "do", "did", "may", "has", "have", "had"):
        return verb != "may"
    return verb in lexicon.report | lexicon.recommending | lexicon.past_of_authorities or verb in lexicon.plain


def _has_main_verb(piece: list[str], lexicon: Lexicon) -> bool:
    bare = piece[1:] if piece[0] in COORDINATORS and len(piece) > 1 else piece
    if piece[0] in ("when", "where"):
        return main_verb(piece, lexicon) is not None
    return not _hangs(piece, lexicon) and main_verb(bare, lexicon) is not None


def _is_subordinate(piece: list[str], lexicon: Lexicon) -> bool:
    return _hangs(piece, lexicon) or piece[0] in ("which", "who", "whose")


def _hangs(piece: list[str], lexicon: Lexicon) -> bool:
    """Whether it begins with 'because', 'when' …; 'after birth' and 'as background' only say when and how."""
    if piece[0] in ("as", "since"):
        return piece[1:2] != [] and piece[1] in DETERMINERS | PRONOUNS | lexicon.nouns | {"published"}
    if piece[0] in ("before", "after", "until", "than", "once"):
        tells = any(piece[index] in ("was", "were") for index in finite_verbs(piece, lexicon))
        return opens_clause(piece, 0, lexicon) and not tells
    return piece[0] in SUBORDINATORS - COORDINATORS
