"""The caveats of an option: all of them, or nothing is said of the option at all."""

from __future__ import annotations

from collections.abc import Iterable

from crdecide.errors import CrdecideError
from crdecide.guideline.named_ids import MTOR_CAVEATS
from crdecide.guideline.options import MTOR_INHIBITOR

from ..answer_parts import CaveatOut, OptionOut


class CaveatsLacking(CrdecideError):
    """An option was about to be spoken of without a caveat that it demands; so it is not spoken of."""


def caveats_of(option: OptionOut, caveats: Iterable[CaveatOut]) -> tuple[CaveatOut, ...]:
    """Of these caveats those that go with the option, in their order.

    Raises:
        CaveatsLacking: one that the option demands is not there, or is without its words, short or long.
    """
    demanded = _demanded(option)
    own = tuple(caveat for caveat in caveats if caveat.id in demanded)
    if lacking := demanded - {caveat.id for caveat in own if caveat.short.strip() and caveat.text.strip()}:
        raise CaveatsLacking(f"{option.option}: not to be spoken of without its caveats: {', '.join(sorted(lacking))}")
    return own


def check_caveats(options: Iterable[OptionOut], caveats: Iterable[CaveatOut]) -> None:
    """See that every option has all that it demands.

    Raises:
        CaveatsLacking: one has not.
    """
    given = tuple(caveats)
    for option in options:
        caveats_of(option, given)


def _demanded(option: OptionOut) -> frozenset[str]:
    """What the option names; for an mTOR inhibitor also what the design demands, whatever the rules say."""
    by_law = MTOR_CAVEATS if option.option == MTOR_INHIBITOR else ()
    return frozenset((*option.caveats, *by_law))
