"""What all pieces of an advisory have in common."""

from pydantic import ConfigDict

from crdecide.guideline.field_docstrings import Described
from crdecide.guideline.unchecked_model import UncheckedModel


class Part(UncheckedModel, Described):
    """A frozen piece of an advisory, built on first use; unknown keys are refused when one is read back.

    Answers are put together of values of the rules and of `Patient`, which are valid, by `made_of`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
