"""Other people's programs that the tests use, fetched by ``make peers``."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PEERS = ROOT / ".cache/peers"
NODE_MODULES = PEERS / "npm/node_modules"


def needed(path: Path) -> None:
    """Skip the test where a program was not fetched; in CI that is a failure."""
    if path.exists():
        return
    message = f"{path.relative_to(ROOT)} is not there: run `make peers` (it needs npm)"
    if os.environ.get("CRDECIDE_PEERS") == "required":
        pytest.fail(message)
    pytest.skip(message)


def node(script: Path, *arguments: str, given: str = "") -> str:
    """What a script prints, run with the modules of the peers."""
    needed(NODE_MODULES)
    program = shutil.which("node")
    assert program is not None
    run = subprocess.run([program, script, NODE_MODULES, *arguments], input=given, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr[-2000:]
    return run.stdout


def objections(*resources: dict[str, Any]) -> list[str]:
    """What two validators of FHIR R4 object to in the resources."""
    found: list[str] = json.loads(node(ROOT / "tests/fhir/validate.mjs", given=json.dumps(resources)))
    return found
