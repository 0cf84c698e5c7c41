"""Clinical decision support for children with cardiac rhabdomyomas: evidence with caveats, never an instruction.

Each name is loaded when it is first used, so that ``import crdecide`` costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crdecide.advisory.model import Advisory
    from crdecide.advisory.one_child import advise
    from crdecide.errors import CrdecideError, EngineError, InvalidPatient, InvalidRuleset, Problem
    from crdecide.guideline.patient import Patient
    from crdecide.language.loading import load_ruleset
    from crdecide.language.ruleset import Ruleset
    from crdecide.version import __version__

__all__ = [
    "Advisory",
    "CrdecideError",
    "EngineError",
    "InvalidPatient",
    "InvalidRuleset",
    "Patient",
    "Problem",
    "Ruleset",
    "__version__",
    "advise",
    "load_ruleset",
    "read_record",
]
_MODULES = {
    "Advisory": "advisory.model",
    "CrdecideError": "errors",
    "EngineError": "errors",
    "InvalidPatient": "errors",
    "InvalidRuleset": "errors",
    "Patient": "guideline.patient",
    "Problem": "errors",
    "Ruleset": "language.ruleset",
    "__version__": "version",
    "advise": "advisory.one_child",
    "load_ruleset": "language.loading",
    "read_record": "records.detect",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{_MODULES[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
