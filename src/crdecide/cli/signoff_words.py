"""How far the review has come, told on a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from crdecide.language.signoff.reviewer_file import VERDICTS, ReviewerFile
from crdecide.language.signoff.signable import ITEM_KINDS, Signable
from crdecide.language.signoff.standing import NEEDED, Signature, Standing, state_in_words

KINDS = {"vignette": "vignettes", "pinned": "pinned texts", "card": "cards"}
SAID = {"agree": "agrees with", "agree_with_changes": "agrees with, given changes,", "disagree": "disagrees with"}
NOBODY = "Signed off: nothing; no reviewer has signed yet, and all is unsigned."


def progress_lines(standing: Standing, files: Sequence[ReviewerFile]) -> Iterator[str]:
    """What is signed, by whom, what has changed since, and who does not agree."""
    if not files:
        yield NOBODY
        return
    counted = [_counted(kind, standing) for kind in ITEM_KINDS if any(item.kind == kind for item in standing.items)]
    yield f"Signed off by {NEEDED} reviewers who agree: {', '.join(counted)}; all others are unsigned."
    yield from (_of_reviewer(file, standing) for file in files)
    yield from _not_looked_at(standing, files)
    yield from changed_lines(standing.void)
    yield from _objections(standing.signatures)


def changed_lines(void: Iterable[Signature]) -> Iterator[str]:
    """What is no longer as it was signed: children who are answered differently first."""
    told = list(void)
    for each in (each for each in told if each.answered_differently):
        yield f"Answered differently since {_signed(each)}: {each.item.title}"
        yield from (f"  no longer: {line}" for line in each.no_longer_answered)
        yield from (f"  now: {line}" for line in each.newly_answered)
    for each in (each for each in told if not each.answered_differently):
        yield f"Changed since {_signed(each)}: {', '.join(each.changed)}"


def item_lines(standing: Standing) -> Iterator[str]:
    """Every item, and who signed it; 'unsigned' where nobody did or the signatures are void."""
    for item in standing.items:
        yield f"{item.id}: {_state(item, standing)}"


def _state(item: Signable, standing: Standing) -> str:
    signatures = standing.by_item[item.id]
    told = [f"{each.verdict} ({each.reviewer.name}, {each.day})" for each in signatures if each.stands]
    told += [f"changed since {each.reviewer.name} signed on {each.day}" for each in signatures if not each.stands]
    return "; ".join([state_in_words(signatures), *told])


def _counted(kind: str, standing: Standing) -> str:
    items = [item.id for item in standing.items if item.kind == kind]
    return f"{sum(map(standing.is_signed, items))} of {len(items)} {KINDS[kind]}"


def _of_reviewer(file: ReviewerFile, standing: Standing) -> str:
    own = [each for each in standing.signatures if each.reviewer == file.reviewer]
    standing_still = Counter(each.verdict for each in own if each.stands)
    told = [f"{SAID[verdict]} {standing_still[verdict]}" for verdict in VERDICTS if standing_still[verdict]]
    void = sum(not each.stands for each in own)
    told += [f"{void} changed since"] if void else []
    return f"  {file.reviewer.name}, {file.reviewer.role}: {'; '.join(told) or 'nothing that was looked at'}"


def _not_looked_at(standing: Standing, files: Iterable[ReviewerFile]) -> Iterator[str]:
    looked_at = {item.kind for item in standing.items}
    others = {each.item for file in files for each in file.signed if each.item.partition("/")[0] not in looked_at}
    if others:
        yield f"Not looked at: {len(others)} signed vignettes, which stand in the features (--features DIR)."


def _objections(signatures: Iterable[Signature]) -> Iterator[str]:
    for each in signatures:
        if each.stands and each.verdict != "agree":
            yield f"{each.reviewer.name} {SAID[each.verdict]} {each.item.id}: {each.signed.comment}"


def _signed(signature: Signature) -> str:
    return f"{signature.reviewer.name} signed {signature.item.id} on {signature.day}"
