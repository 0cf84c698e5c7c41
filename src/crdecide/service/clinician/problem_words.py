"""What is wrong with a record, in the words of the questions instead of the names of fields."""

from __future__ import annotations

import re
from collections.abc import Mapping

from crdecide.errors import Problem
from crdecide.language.record_fields import FormGroup

YES, NO = " is yes", " is no"


def in_words(problem: Problem, form: tuple[FormGroup, ...]) -> str:
    """The message of a problem, with every field by its label."""
    message = problem.message.replace("contradiction: ", "")
    for name, label in _names(problem.where, form).items():
        message = re.sub(rf"(?<![\w.]){re.escape(name)}(?![\w.])", f"“{label}”", message)
    return message.replace(" is true", YES).replace(" is false", NO)


def _names(where: str, form: tuple[FormGroup, ...]) -> Mapping[str, str]:
    """The names by which a message at that place may call a field, the longest first."""
    fields = [field for group in form for field in group.fields]
    names = {field.path: field.label for field in fields}
    names |= {field.name: field.label for field in fields if field.path.rpartition(".")[0] == where}
    return dict(sorted(names.items(), key=lambda item: -len(item[0])))
