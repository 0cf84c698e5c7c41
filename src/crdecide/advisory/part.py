"""What all pieces of an advisory have in common."""

from crdecide.guideline.field_docstrings import Described
from crdecide.guideline.unchecked_model import UncheckedModel


class Part(UncheckedModel, Described):
    """A piece of an advisory; answers are put together of values of the rules and of `Patient`, which are valid."""
