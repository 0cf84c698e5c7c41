"""Clinical decision support for children with cardiac rhabdomyomas: evidence with caveats, never an instruction."""

from .advise import advise
from .advisory import Advisory
from .errors import CrdecideError, EngineError, InvalidPatient, InvalidRuleset, Problem, WrongPatient
from .loading import load_ruleset
from .patient import Patient
from .ruleset import Ruleset
from .version import __version__

__all__ = [
    "Advisory",
    "CrdecideError",
    "EngineError",
    "InvalidPatient",
    "InvalidRuleset",
    "Patient",
    "Problem",
    "Ruleset",
    "WrongPatient",
    "__version__",
    "advise",
    "load_ruleset",
]
