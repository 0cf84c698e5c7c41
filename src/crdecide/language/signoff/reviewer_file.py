"""`signoff/reviewer_NAME.yaml`: what one reviewer has signed, with the hash of each as it was then.

The review site writes the same file, byte for byte (`publish/site/signoff_file.js`): every value stands as JSON writes
it, which YAML reads too.
"""

from __future__ import annotations

import datetime
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Annotated, Literal, Self, get_args

from pydantic import AfterValidator, StringConstraints, model_validator
from pydantic import Field as Constraint
from pydantic_core import PydanticCustomError

from ..evidence import Form
from .signable import ITEM_KINDS

Verdict = Literal["agree", "agree_with_changes", "disagree"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
FORMAT = 1
MOST_OF_A_NAME, MOST_OF_A_COMMENT = 80, 4_000
HEAD = (
    "# What one reviewer has signed: made by the review site or by `crdecide rules signoff`, see docs/signoff.md.",
    "# A hash that is no longer that of the rules voids the verdict beside it.",
)
JOINERS = "\u200c\u200d"
"""The two signs without a form of their own that names are spelt with."""


def _fault(message: str) -> PydanticCustomError:
    """A fault in our own words, told as it stands."""
    return PydanticCustomError("contradiction", "{message}", {"message": message})


def _plain(text: str) -> str:
    """The text, if every sign of it can be seen: none that ends a line, turns the direction or has no form."""
    for letter in text:
        if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp") and letter not in (*JOINERS, "\n"):
            raise _fault(f"expected signs that can be seen; got U+{ord(letter):04X}")
    return text


def _one_line(text: str) -> str:
    if "\n" in text:
        raise _fault("expected one line")
    if not file_stem(text):
        raise _fault("expected a letter or a digit in it")
    return text


Stripped = StringConstraints(strip_whitespace=True, min_length=1, max_length=MOST_OF_A_NAME)
OneLine = Annotated[str, Stripped, AfterValidator(_plain), AfterValidator(_one_line)]
Comment = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MOST_OF_A_COMMENT),
    AfterValidator(_plain),
]
Hash = Annotated[str, Constraint(pattern=r"^[0-9a-f]{64}$")]
Mark = Annotated[str, Constraint(pattern=r"^[0-9a-f]{12}$")]
ItemId = Annotated[str, Constraint(pattern=rf"^(?:{'|'.join(ITEM_KINDS)})/[a-z0-9_/]+$")]


class Reviewer(Form):
    """Who signs, and as what: a paediatric cardiologist, a parent, a pharmacist."""

    name: OneLine
    role: OneLine


class SignedItem(Form):
    """One verdict. `parts` has a short hash of each part as signed, `answer` what a vignette was answered, in words."""

    item: ItemId
    sha256: Hash
    date: Annotated[datetime.date, Constraint(strict=False)]
    verdict: Verdict
    comment: Comment | None = None
    parts: Annotated[dict[str, Mark], Constraint(min_length=1)]
    answer: Annotated[tuple[Comment, ...], Constraint(strict=False)] = ()

    @model_validator(mode="after")
    def _says_what_it_has_to(self) -> Self:
        if self.verdict != "agree" and self.comment is None:
            raise _fault(f"expected a comment beside '{self.verdict}': what would have to be different")
        if (self.item.partition("/")[0] == "vignette") != bool(self.answer):
            raise _fault("expected the answer in words beside a vignette, and beside nothing else")
        return self


class ReviewerFile(Form):
    """The whole file: each item once."""

    format: Literal[1]
    reviewer: Reviewer
    signed: Annotated[tuple[SignedItem, ...], Constraint(strict=False)]

    @property
    def file_name(self) -> str:
        """The name that the file has to have."""
        return file_name(self.reviewer.name)

    def with_items(self, items: Iterable[SignedItem]) -> ReviewerFile:
        """The same, these items signed as well or anew; in the order of their ids."""
        by_id = {each.item: each for each in (*self.signed, *items)}
        return ReviewerFile(format=1, reviewer=self.reviewer, signed=tuple(by_id[name] for name in sorted(by_id)))


def file_stem(name: str) -> str:
    """A name as it may stand in the name of a file: 'Ana Müller' is ana_muller; the page does it likewise."""
    letters = unicodedata.normalize("NFKD", name)
    plain = unicodedata.normalize("NFC", "".join(each for each in letters if unicodedata.category(each) != "Mn"))
    kept = [each if unicodedata.category(each)[0] in "LN" else "_" for each in plain.lower()]
    return re.sub("_+", "_", "".join(kept)).strip("_")


def file_name(name: str) -> str:
    """The name of the file of a reviewer."""
    return f"reviewer_{file_stem(name)}.yaml"


def as_yaml(file: ReviewerFile) -> str:
    """The file as text, items in the order of their ids."""
    return "".join(f"{line}\n" for line in _lines(file))


def _lines(file: ReviewerFile) -> Iterator[str]:
    yield from (*HEAD, f"format: {FORMAT}", "reviewer:")
    yield from (f"  name: {_json(file.reviewer.name)}", f"  role: {_json(file.reviewer.role)}", "signed:")
    for item in sorted(file.signed, key=lambda each: each.item):
        yield f"  - item: {_json(item.item)}"
        yield f"    sha256: {_json(item.sha256)}"
        yield f"    date: {_json(item.date.isoformat())}"
        yield f"    verdict: {_json(item.verdict)}"
        if item.comment is not None:
            yield f"    comment: {_json(item.comment)}"
        yield f"    parts: {_json(item.parts)}"
        if item.answer:
            yield "    answer:"
            yield from (f"      - {_json(line)}" for line in item.answer)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
