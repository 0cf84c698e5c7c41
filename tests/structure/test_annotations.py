"""The models that every start loads have annotations that are types: pydantic would parse one that is text at each."""

from __future__ import annotations

import subprocess
import sys

POSTPONED = """
import crdecide.advisory.one_child
from pydantic import BaseModel

def models(above):
    for each in above.__subclasses__():
        yield each
        yield from models(each)

for each in models(BaseModel):
    written = each.__dict__.get("__annotations__", {}).values()
    if each.__module__.startswith("crdecide.") and any(isinstance(annotation, str) for annotation in written):
        print(each.__module__, each.__name__)
print("looked at", len({*models(BaseModel)}))
"""


def test_no_model_that_every_start_loads_has_postponed_annotations() -> None:
    run = subprocess.run([sys.executable, "-c", POSTPONED], capture_output=True, text=True)
    *postponed, looked_at = run.stdout.splitlines()
    assert postponed == [], "these files do without `from __future__ import annotations`"
    assert int(looked_at.split()[-1]) > 60
