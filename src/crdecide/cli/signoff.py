"""``crdecide rules signoff``: what is signed, and a verdict added to a reviewer's file, as the site writes it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crdecide.language.loading import default_rules_path
from crdecide.language.signoff.reviewer_file import VERDICTS, ReviewerFile, as_yaml

from .console_encoding import echo_for_people
from .ending import exit_codes
from .shared_options import FEATURES, rules_option
from .signoff_words import item_lines, progress_lines

if TYPE_CHECKING:
    from crdecide.assurance.signing import Review


@click.command("signoff", short_help="Say what is signed, or sign: a file a reviewer.")
@click.argument("items", metavar="[ITEM]...", nargs=-1)
@click.option("--name", metavar="NAME", help="Whose verdict it is.")
@click.option("--role", metavar="ROLE", help="As what; not needed again where the file is there.")
@click.option("--verdict", type=click.Choice(VERDICTS), help="Of each ITEM.")
@click.option("--comment", metavar="TEXT", help="What would have to be different; needed unless the verdict is agree.")
@click.option("--take", metavar="FILE", type=click.Path(path_type=Path), help="A file that the review site made.")
@click.option("--features", metavar="DIR", type=FEATURES, help="The features, in which the vignettes stand.")
@rules_option
def signoff_command(
    items: tuple[str, ...],
    name: str | None,
    role: str | None,
    verdict: str | None,
    comment: str | None,
    take: Path | None,
    features: Path | None,
    folder: Path | None,
) -> None:
    """Without ITEM: list all that can be signed, and who signed it.

    With ITEM (card/ID, pinned/…, vignette/ID): add the verdict to the file of the reviewer in signoff/, below the
    rules. With --take: put a file that the review site made in its place there, if what it signs is what is there.

    \b
    Examples:
      crdecide rules signoff --features features
      crdecide rules signoff card/surgery_inoperable --name "A. Name" --role "cardiologist" --verdict agree
      crdecide rules signoff --take reviewer_a_name.yaml --features features
    """
    from crdecide.assurance.signing import review_of, signed_by, taken

    _refuse_half(items, take, {"name": name, "role": role, "verdict": verdict, "comment": comment})
    with exit_codes("rules signoff"):
        path = folder or default_rules_path()
        review = review_of(path, features)
        if take is not None:
            _write(path, review, taken(review, take))
        elif items:
            said = {"verdict": verdict, "comment": comment, "date": date.today()}
            _write(path, review, signed_by(review, {"name": name, "role": role}, items, **said))
        else:
            echo_for_people("\n".join([*item_lines(review.standing), *progress_lines(review.standing, review.files)]))


def _refuse_half(items: tuple[str, ...], take: Path | None, given: Mapping[str, str | None]) -> None:
    """A verdict without what it is on, whose it is, or with a file that has all that."""
    anything = any(value is not None for value in given.values())
    if take is not None and (items or anything):
        raise click.UsageError("--take stands alone: the file says whose verdicts it has, and on what")
    if items and (given["name"] is None or given["verdict"] is None):
        raise click.UsageError("expected --name and --verdict beside what is signed")
    if anything and not items:
        raise click.UsageError("expected what is signed, such as card/ID; without any option all that can be is listed")


def _write(folder: Path, review: Review, file: ReviewerFile) -> None:
    from crdecide.publish.written_files import write_text

    target = folder / "signoff" / file.file_name
    write_text(target, as_yaml(file))
    void = sum(review.by_id[each.item].sha256 != each.sha256 for each in file.signed if each.item in review.by_id)
    older = f", {void} of them of what has changed since" if void else ""
    echo_for_people(f"{target}: {_counted(len(file.signed))} of {file.reviewer.name}{older}.")


def _counted(number: int) -> str:
    return f"{number} verdict{'' if number == 1 else 's'}"
