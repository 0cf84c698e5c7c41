"""Notes: sourced remarks beside an option that stands at one of the stances named."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import Field as Constraint

from crdecide.guideline.options import OptionName, Stance, Timing

from ..evidence import Form, Identifier, Text
from .card import Conditional, shortened

if TYPE_CHECKING:
    from ..vocabulary import Vocabulary


class NoteSays(Form):
    """The remark, how soon a review is due where it says so, and its rank on the one page if it stands there.

    `against` names a finding: what keeps it from being yes is told behind the remark.
    """

    because: Text
    against: Identifier | None = None
    timing: Timing | None = None
    on_the_page: Annotated[int, Constraint(ge=1)] | None = None


class Note(Conditional):
    """A sourced remark added to options that stand at one of the named stances; it never alters a stance."""

    folder: ClassVar[str] = "notes"

    kind: Literal["note"]
    qualifies: dict[OptionName, Annotated[tuple[Stance, ...], Constraint(strict=False, min_length=1)]]
    says: NoteSays

    def sentences(self) -> tuple[str, ...]:
        """What a reader is shown of it."""
        return (self.says.because,)

    def in_words(self, vocabulary: "Vocabulary") -> Iterator[str]:
        """Beside which options at which stances, and the remark."""
        for name, stances in self.qualifies.items():
            where = ", ".join(vocabulary.stances[stance] for stance in stances)
            yield f"Beside {vocabulary.options[name].label}, where it stands at: {where}."
        yield from ["", f"> {self.says.because}"]
        if self.says.against is not None:
            yield from ["", f"Behind it stands what speaks against this finding: {self.says.against}."]

    def variants(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Not beside an option, and beside it at a stance less."""
        for option, stances in self.qualifies.items():
            others = {name: at for name, at in self.qualifies.items() if name != option}
            if others:
                yield f"qualifies without {option}", {"qualifies": others}
            for change, changed in shortened(stances):
                if changed:
                    yield f"qualifies {option} {change}", {"qualifies": {**self.qualifies, option: changed}}
