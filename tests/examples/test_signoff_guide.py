"""What the page on signing says is what happens: its examples, one after the other, in one folder."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.signed_rules import signed_file

from crdecide import Ruleset
from crdecide.cli import main
from crdecide.language.signoff.reviewer_file import VERDICTS, as_yaml
from crdecide.language.signoff.signable import Signable, signables

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs/signoff.md").read_text(encoding="utf-8")
CHILDREN = ("everything_unknown", "one_tumour_and_nothing_else")
ALL = len([*(ROOT / "features/children").glob("*.feature")])
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", GUIDE, re.DOTALL)


def item(ruleset: Ruleset, name: str) -> Signable:
    [found] = [each for each in signables(ruleset) if each.id == name]
    return found


def shown(text: str) -> None:
    for block in text.split("$ crdecide ")[1:]:
        command, *expected = block.splitlines()
        run = CliRunner().invoke(main, shlex.split(command))
        printed = " ".join(run.output.split())
        for line in expected:
            # Of the vignettes there are but a few here, which are soon answered.
            few = line.replace(f"of {ALL} vignettes", f"of {len(CHILDREN)} vignettes")
            first, _, last = few.strip().rpartition("…")
            assert first.strip("… ") in printed, (command, printed)
            assert last.strip() in printed, (command, printed)


def test_every_example_of_the_page_does_what_it_says(
    ruleset: Ruleset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CRDECIDE_RULES", "rules")
    shutil.copytree(ROOT / "rules", "rules")
    for name in CHILDREN:
        target = Path(f"features/children/{name}.feature")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / target, target)
    ben = signed_file("Ben Example", [item(ruleset, "card/surgery_inoperable")])
    downloaded = as_yaml(ben).replace("made up", "geneticist")
    Path("reviewer_ben_example.yaml").write_text(downloaded, encoding="utf-8")
    card = Path("rules/options/surgery_inoperable.yaml")
    for kind, text in BLOCKS:
        if kind == "console":
            shown(text)
        elif kind == "diff":
            old, new = (line[1:] for line in text.splitlines())
            before = card.read_text(encoding="utf-8")
            assert before.count(f"{old}\n") == 1
            card.write_text(before.replace(f"{old}\n", f"{new}\n"), encoding="utf-8")


def test_the_entry_on_the_page_is_one_of_today(ruleset: Ruleset) -> None:
    [entry] = [text for kind, text in BLOCKS if kind == "yaml"]
    assert entry in as_yaml(signed_file("Ana Example", [item(ruleset, "pinned/caveat/off_label")]))


def test_every_verdict_is_described_and_the_pages_lead_here() -> None:
    assert re.findall(r"^\| `(\w+)` \|", GUIDE, re.MULTILINE)[:3] == [*VERDICTS]
    for page in ("README.md", "docs/review-site.md", "rules/README.md"):
        assert "signoff.md)" in (ROOT / page).read_text(encoding="utf-8"), page
