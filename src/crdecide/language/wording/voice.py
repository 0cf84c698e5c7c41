"""Whose voice a piece after a comma has: what comments on a source's clause is the writer's own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .grammar_words import ADVERBS, DETERMINERS, HELPERS, PREPOSITIONS, listed
from .refusal import ANY_FORM
from .verbs_in_clause import finite_verbs
from .weighing import weighs
from .word_lists import Lexicon

INFERRING = listed("making leaving rendering putting supporting favouring justifying arguing speaking pointing turning")


def in_own_voice(piece: Sequence[str], last: str, lexicon: Lexicon) -> bool:
    """'…, which is reason enough to begin', '…, making it the …', '…, reason enough': a comment on what was said."""
    if piece[0] == "which":
        verb = next(finite_verbs(piece, lexicon), None)
        alone = verb is None or all(word in ADVERBS - DETERMINERS for word in piece[1:verb])
        return alone and last not in lexicon.voices
    if piece[0].endswith("ing") and piece[0] not in lexicon.reporting_gerunds | lexicon.nouns | PREPOSITIONS:
        return True
    if ("this", "child") in pairwise(piece) and next(finite_verbs(piece, lexicon), None) is None:
        return True
    return piece[0] == "enough" or (
        weighs(piece, lexicon) is not None and next(finite_verbs(piece, lexicon), None) is None
    )


def draws_a_conclusion(piece: Sequence[str], lexicon: Lexicon) -> tuple[str, str] | None:
    """'Making everolimus the …', 'leaving surgery': a treatment made the answer by what was said before."""
    if ("this", "child") in pairwise(piece) and piece[0] in DETERMINERS and not list(finite_verbs(piece, lexicon)):
        return f"“{' '.join(piece[:3])} … this child” draws a conclusion, and no source says it", ANY_FORM
    does = piece[0] == "which" and _acts(next(iter(piece[1:2]), ""), lexicon)
    treats = lexicon.interventions | lexicon.gerunds | {"it", "this", "that"}
    if (does or piece[0] in INFERRING) and set(piece) & treats:
        return f"“{' '.join(piece[:3])}” draws a conclusion, and no source says it", ANY_FORM
    return None


def _acts(verb: str, lexicon: Lexicon) -> bool:
    """Whether it is a present that does something: 'makes', 'puts', 'rules out'; not 'covers', not 'lowered'."""
    if verb in ("makes", "renders") or verb in lexicon.actions - lexicon.plain - HELPERS:
        return True
    return verb.endswith("s") and verb not in lexicon.plain | lexicon.report | lexicon.recommending | HELPERS
