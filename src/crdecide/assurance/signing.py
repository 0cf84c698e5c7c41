"""To sign: a verdict on what is there now, added to the file of its reviewer; nothing is signed that is not there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from crdecide.errors import InvalidSignoff, Problem, nearest
from crdecide.guideline.validation import faults
from crdecide.language.loading import load_ruleset
from crdecide.language.loading.reviewer_files import ReadReviewer, read_reviewer, read_reviewers, unknown_items
from crdecide.language.ruleset import Ruleset
from crdecide.language.signoff.reviewer_file import ReviewerFile, SignedItem, file_name
from crdecide.language.signoff.signable import Signable, signables
from crdecide.language.signoff.standing import Standing, standing_of

from .children_to_sign import Vignette, vignettes
from .scenarios.scenario import Scenario, read_scenarios

WITHOUT_FEATURES = ("card", "pinned")


@dataclass(frozen=True)
class Review:
    """All of a rule set that can be signed, and what has been signed.

    The vignettes are among it only where the scenarios are given: they stand in the features, and not in the rules.
    """

    items: tuple[Signable, ...]
    files: tuple[ReviewerFile, ...]
    kinds: Collection[str]
    children: tuple[Vignette, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Signable]:
        """Every item by its id."""
        return {item.id: item for item in self.items}

    @cached_property
    def standing(self) -> Standing:
        """Who has signed what, and what has changed since."""
        return standing_of(self.items, self.files)

    def file_of(self, name: str) -> ReviewerFile | None:
        """The file of a reviewer, if there is one."""
        return next((file for file in self.files if file.file_name == file_name(name)), None)


def review_of(folder: Path, features: Path | None) -> Review:
    """The review of a folder of rules, as far as it has come.

    Raises:
        InvalidRuleset: the rules cannot be loaded.
        InvalidSignoff: a file of what a reviewer signed cannot be used.
    """
    ruleset = load_ruleset(folder, signed=False)
    return review_by(folder, ruleset, read_scenarios(features) if features else None)


def review_by(folder: Path | None, ruleset: Ruleset, scenarios: Sequence[Scenario] | None) -> Review:
    """The same, for rules and scenarios that have been read; without a folder nobody has signed.

    Raises:
        InvalidSignoff: as above.
    """
    children = () if scenarios is None else vignettes(scenarios, ruleset)
    items = (*(child.item for child in children), *signables(ruleset))
    kinds = WITHOUT_FEATURES if scenarios is None else ("vignette", *WITHOUT_FEATURES)
    known = {*(item.id for item in items), *(f"card/{rule.id}" for rule in ruleset.retired)}
    files = read_reviewers(folder, known, kinds) if folder else ()
    return Review(items, files, kinds, children)


def signed_by(review: Review, reviewer: Mapping[str, str | None], names: Sequence[str], **said: Any) -> ReviewerFile:
    """The file of a reviewer (`name`; `role` where there is no file yet) with a verdict on each of these items.

    `said` is the `verdict`, the `comment` and the `date`.

    Raises:
        InvalidSignoff: an item is unknown, the reviewer signs in another role, or the file would not be one.
    """
    if problems := [*_unknown(names, review)]:
        raise InvalidSignoff(problems)
    name = str(reviewer["name"])
    before = review.file_of(name)
    role = reviewer["role"] or (before.reviewer.role if before else None)
    if role is None:
        raise InvalidSignoff([Problem("role", f"'{name}' has no file yet; expected as what they sign (--role ROLE)")])
    who = {"name": name, "role": role}
    _refuse_another(before, who)
    signed = [{**_as_it_is(review.by_id[each]), **said} for each in names]
    file = _valid({"format": 1, "reviewer": who, "signed": signed})
    return before.with_items(file.signed) if before else file


def taken(review: Review, path: Path) -> ReviewerFile:
    """The file of its reviewer with what a file made elsewhere has signed.

    Raises:
        InvalidSignoff: it is no such file, signs what is not there, or what was there before and is not now.
    """
    read = read_reviewer(path)
    before = review.file_of(read.file.reviewer.name)
    kept = before.signed if before else ()
    problems = [*unknown_items(read, review.by_id, ("vignette", "card", "pinned")), *_stale(read, review, kept)]
    if problems:
        raise InvalidSignoff(sorted(problems))
    _refuse_another(before, read.file.reviewer.model_dump())
    return before.with_items(read.file.signed) if before else read.file


def _as_it_is(item: Signable) -> Mapping[str, Any]:
    """What a file says of an item beside the verdict."""
    return {"item": item.id, "sha256": item.sha256, "parts": dict(item.marks), "answer": item.answer}


def _unknown(names: Sequence[str], review: Review) -> Iterator[Problem]:
    for name in names:
        if name not in review.by_id:
            yield Problem(name, _why_unknown(name, review))


def _why_unknown(name: str, review: Review) -> str:
    if name.partition("/")[0] == "vignette" and "vignette" not in review.kinds:
        return "vignettes stand in the features; expected their folder (--features DIR)"
    return f"nothing of that name can be signed{nearest(name, review.by_id)}"


def _stale(read: ReadReviewer, review: Review, kept: Collection[SignedItem]) -> Iterator[Problem]:
    """What is signed as it is not now; but for what its reviewer's file has already, void or not."""
    for index, each in enumerate(read.file.signed):
        item = review.by_id.get(each.item)
        if item is None or each in kept or each.sha256 == item.sha256:
            continue
        changed = [name for name in item.marks if each.parts.get(name) != item.marks[name]]
        what = f"other than it is in these rules ({', '.join(changed) or 'a part is gone'})"
        message = f"'{each.item}' was signed {what}; expected it signed on a site made from these rules"
        yield read.source.problem(("signed", index, "sha256"), message)


def _refuse_another(before: ReviewerFile | None, who: Mapping[str, str]) -> None:
    """One file is of one person in one role."""
    if before is None:
        return
    for name in ("name", "role"):
        got, expected = who[name], getattr(before.reviewer, name)
        if got != expected:
            raise InvalidSignoff([Problem(f"{before.file_name}: {name}", f"expected '{expected}'; got '{got}'")])


def _valid(data: Mapping[str, Any]) -> ReviewerFile:
    try:
        return ReviewerFile.model_validate(data)
    except ValidationError as error:
        told = faults(error, ReviewerFile)
        raise InvalidSignoff([Problem(".".join(map(str, path)), text) for path, text in told]) from None
