"""Text that somebody typed: one line of letters and signs, with nothing that a screen would act on."""

from __future__ import annotations

import unicodedata
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

ACTED_ON = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
"""Categories of Unicode that are no letters or signs: control characters (a new line, an escape), marks that turn the
direction of writing or join letters unseen, surrogates, private use, separators of lines and paragraphs."""


def _plain(text: str) -> str:
    for place, letter in enumerate(text):
        if unicodedata.category(letter) in ACTED_ON:
            raise PydanticCustomError(
                "plain_text",
                "Text should be one line of letters and signs; character {place} is U+{code}",
                {"place": place + 1, "code": f"{ord(letter):04X}"},
            )
    return text


PlainText = Annotated[str, AfterValidator(_plain)]
"""Refused with the place and the code of the first such character, so that no forged line reaches a reader."""
