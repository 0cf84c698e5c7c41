"""Option cards: what the evidence says of one option, how strongly and how certainly."""

from collections.abc import Hashable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from crdecide.errors import nearest
from crdecide.guideline.options import NOT_SUPPORTED, ON_THE_TABLE, STANCES, OptionName, Stance
from crdecide.guideline.spelling import spoken

from ..evidence import CERTAINTY_ORDER, EffectCertainty, Form, Text
from .card import Conditional, Fault, Identifiers, Named

if TYPE_CHECKING:
    from ..vocabulary import Option, Vocabulary


SPEAK_OF_AN_EFFECT: tuple[Stance, ...] = (*ON_THE_TABLE, NOT_SUPPORTED)
"""The stances that say what an option does; the others say that nothing is said of it."""


class OptionSays(Form):
    """What is said of one option; `stance` comes from the closed list."""

    option: OptionName
    stance: Stance
    especially: bool = False
    temporary: bool = False
    because: Text


class OptionCard(Conditional):
    """What the evidence says of one option; with a certainty where it names an effect on an outcome."""

    folder: ClassVar[str] = "options"

    kind: Literal["option"]
    says: OptionSays
    certainty: EffectCertainty | None = None
    caveats: Identifiers = ()

    def faults(self, named: Named) -> Iterator[Fault]:
        """Caveats that are not there, and what the vocabulary demands of every card about this option."""
        for index, name in enumerate(self.caveats):
            if name not in named.caveats:
                yield Fault(("caveats", index), f"unknown caveat '{name}'{nearest(name, named.caveats)}")
        options = named.vocabulary.options if named.vocabulary else {}
        if self.says.option in options:
            yield from self._lacking(options[self.says.option], named)

    def _lacking(self, option: "Option", named: Named) -> Iterator[Fault]:
        name = self.says.option
        for caveat in sorted(named.caveats.intersection(option.lacking(self.caveats))):
            yield Fault(("caveats",), f"the option {name} demands the caveat '{caveat}' on every card")
        if STANCES.index(self.says.stance) < STANCES.index(option.strongest_stance):
            message = f"'{option.strongest_stance}' is the strongest stance that {name} may be given"
            yield Fault(("says", "stance"), message)
        if option.always_temporary and self.says.stance in ON_THE_TABLE and not self.says.temporary:
            yield Fault(("says",), f"{name} is only ever put forward with 'temporary: true'")
        if self.says.temporary and not (option.always_temporary and self.says.stance in ON_THE_TABLE):
            yield Fault(("says", "temporary"), f"'temporary' is only for an option that always is, put forward; {name}")
        yield from self._rated(option)

    def _rated(self, option: "Option") -> Iterator[Fault]:
        """Certainty is of an effect: only stances that speak of one have it, where the vocabulary rates any."""
        name, most = self.says.option, option.certainty_at_most
        if self.certainty is None:
            return
        if most is None or self.says.stance not in SPEAK_OF_AN_EFFECT:
            yield Fault(
                ("certainty",), f"no effect of {name} on an outcome is rated at '{self.says.stance}'; leave it out"
            )
        elif CERTAINTY_ORDER.index(self.certainty.level) > CERTAINTY_ORDER.index(most):
            yield Fault(("certainty", "level"), f"{name} has '{most}' certainty at most")

    def sentences(self) -> tuple[str, ...]:
        """What a reader is shown of it."""
        return (self.says.because,)

    def marks(self) -> tuple[Hashable, ...]:
        """The stance with its marks, the certainty and the caveats."""
        says, rated = self.says, self.certainty
        certainty = (rated.of, rated.level, rated.because) if rated else None
        return says.stance, says.especially, says.temporary, certainty, self.caveats

    def in_words(self, vocabulary: "Vocabulary") -> Iterator[str]:
        """The stance with its marks, the reason and the certainty."""
        says = self.says
        marks = [*(["especially here"] if says.especially else []), *(["temporary"] if says.temporary else [])]
        yield f"{vocabulary.options[says.option].label}: **{', '.join([vocabulary.stances[says.stance], *marks])}**"
        yield from ["", f"> {says.because}", ""]
        if certainty := self.certainty:
            level = spoken(certainty.level)
            yield f"Certainty {certainty.of}: {level}, rated by {certainty.rated_by}: {certainty.because}."

    def variants(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Without each caveat, at each other stance, and with each mark where it has none and the other way round."""
        for caveat in self.caveats:
            yield f"without the caveat {caveat}", {"caveats": tuple(c for c in self.caveats if c != caveat)}
        for stance in STANCES:
            if stance != self.says.stance:
                yield f"stance {stance}", {"says": self.says.model_copy(update={"stance": stance})}
        for mark in ("especially", "temporary"):
            without = getattr(self.says, mark)
            said = f"without {mark}" if without else mark
            yield said, {"says": self.says.model_copy(update={mark: not without})}
