"""Release 0.1.0 from the git history, to be measured in the same run: run as a program, it puts it under ``.cache``.

A clone holds only the rules of 0.1.0 (`tests/review`), not its code; the history has both at the commit below, the last
whose rules are those. It runs on the libraries that are installed for today's code. Where there is no history (a
source archive, a shallow clone), the benchmarks say so and give no ratio to it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).parents[1]
RELEASE, COMMIT = "0.1.0", "5d54ec19a7"
PLACE = ROOT / ".cache" / "bench" / RELEASE


def environment() -> dict[str, str] | None:
    """The environment in which ``import crdecide`` gives release 0.1.0; nothing where it is not there."""
    return surroundings(PLACE) if (PLACE / "src").is_dir() else None


def surroundings(checkout: Path) -> dict[str, str]:
    """The environment in which ``import crdecide`` gives this checkout, with its own rules."""
    given = {name: value for name, value in os.environ.items() if not name.startswith("CRDECIDE_")}
    return {**given, "PYTHONPATH": str(checkout / "src")}


def main() -> None:
    """Unpack the release, unless it is there."""
    if environment() is not None:
        return
    run = subprocess.run(["git", "archive", COMMIT, "src", "rules"], cwd=ROOT, capture_output=True)
    if run.returncode != 0:
        why = run.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        print(f"No ratios to {RELEASE}: commit {COMMIT} cannot be read from the git history ({why}).", file=sys.stderr)
        return
    # Under its own name only when it is whole.
    unpacked = PLACE.with_suffix(".unpacked")
    with tarfile.open(fileobj=BytesIO(run.stdout)) as archive:
        archive.extractall(unpacked, filter="data")
    unpacked.replace(PLACE)


if __name__ == "__main__":
    main()
