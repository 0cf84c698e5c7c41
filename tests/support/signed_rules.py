"""Reviewers who are made up, and what they sign."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from crdecide.language.signoff.reviewer_file import Reviewer, ReviewerFile, SignedItem, as_yaml
from crdecide.language.signoff.signable import Signable

DAY = "2026-11-27"


def signed_file(
    name: str, items: Iterable[Signable], verdict: str = "agree", comment: str | None = None
) -> ReviewerFile:
    """What a reviewer of that name says of these items."""
    signed = []
    for item in items:
        said = {"verdict": verdict, "comment": comment, "date": DAY}
        as_it_is = {"item": item.id, "sha256": item.sha256, "parts": dict(item.marks), "answer": item.answer}
        signed.append(SignedItem.model_validate({**as_it_is, **said}))
    return ReviewerFile(format=1, reviewer=Reviewer(name=name, role="made up"), signed=tuple(signed))


def put(file: ReviewerFile, rules: Path) -> Path:
    """The file in its place below a folder of rules."""
    place = rules / "signoff" / file.file_name
    place.write_text(as_yaml(file), encoding="utf-8")
    return place
