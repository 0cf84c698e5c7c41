"""What all pieces of an advisory have in common."""

from __future__ import annotations

from pydantic import ConfigDict

from crdecide.guideline.field_docstrings import Described


class Part(Described):
    """A frozen piece of an advisory, built on first use; unknown keys are refused when one is read back."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
