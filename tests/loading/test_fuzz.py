"""Rule files that somebody broke by accident: they load, or every fault is said; nothing else happens."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from crdecide import InvalidRuleset, Ruleset, load_ruleset

RULES = Path(__file__).parents[2] / "rules"
SLIPS = (
    "yes",
    "[]",
    "{}",
    "null",
    "3",
    "-1",
    "symptomatic",
    "- a",
    "all:",
    "any: []",
    ".nan",
    "true",
    "&a",
    "!!python/x",
)


def slip(lines: list[str], rng: random.Random) -> None:
    """One line lost, doubled, or given another value or another letter."""
    place = rng.randrange(len(lines))
    match rng.randrange(4):
        case 0:
            lines.pop(place)
        case 1:
            lines.insert(place, rng.choice(lines))
        case 2:
            head, colon, _ = lines[place].partition(":")
            lines[place] = f"{head}{colon} {rng.choice(SLIPS)}"
        case _:
            lines[place] = lines[place].replace(rng.choice("aeiost"), rng.choice("aeiostx_:"), 1)


@pytest.mark.parametrize("seed", range(20))
def test_a_slip_in_a_rule_file_is_no_crash(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    rules = Path(shutil.copytree(RULES, tmp_path / "rules"))
    for path in rng.sample(sorted(rules.rglob("*.yaml")), 3):
        lines = path.read_text(encoding="utf-8").splitlines()
        slip(lines, rng)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    try:
        assert isinstance(load_ruleset(rules), Ruleset)
    except InvalidRuleset as error:
        assert all(problem.where.startswith("rules/") and problem.message for problem in error.problems)
