"""Random children: valid patient records with any part unknown."""

from __future__ import annotations

import random
from typing import Any, get_args

from crdecide.guideline.record_sections import Safety, Symptoms
from crdecide.guideline.record_types import Indication, Location, MajorFeature, MinorFeature

SYMPTOMS = tuple(Symptoms.model_fields)
YES_NO = (True, False)
UNITS = ("mg/m2/day", "mg/m2/week", "mg/day")
EVENTS = ("dyslipidaemia", "stomatitis", "infection", "other")
DRUGS = ("clarithromycin", "verapamil", "Phenytoin", "captopril", "carbamazepine", "grapefruit", "paracetamol", "ACTH")


def random_child(rng: random.Random) -> dict[str, Any]:
    """A valid record; how much of it is unknown varies from child to child."""
    gap = rng.random()

    def maybe(value: Any) -> Any:
        return None if rng.random() < gap else value

    def some(names: tuple[str, ...]) -> list[str]:
        return rng.sample(names, rng.randrange(4))

    def measured(oldest: int) -> list[dict[str, Any]]:
        days = [rng.randint(0, oldest) for _ in range(rng.randrange(4))]
        return [{"on_age_days": day, "largest_mm": rng.choice([4.0, 8.0])} for day in days]

    count = maybe(rng.choice([0, 1, 2, 5]))
    symptoms = {name: maybe(rng.random() < 0.2) for name in SYMPTOMS}
    prenatal = rng.random() < 0.05
    age = None if prenatal else maybe(rng.choice([0, 1, 30, 400, 6574, 6575, 9000]))
    plan = maybe(rng.choice([0, 30]))
    return {
        "life_stage": maybe("prenatal" if prenatal else "postnatal"),
        "age_days": age,
        "tsc": {
            "status": maybe(rng.choice(["definite", "possible", "possible", "excluded"])),
            "pathogenic_variant": maybe(rng.choice(YES_NO)),
            "major_features": maybe(some(get_args(MajorFeature))),
            "minor_features": maybe(some(get_args(MinorFeature))),
            "features_complete": maybe(rng.choice(YES_NO)),
        },
        "tumours": {
            "count": count,
            "largest_mm": None if count == 0 else maybe(rng.choice([0.5, 8.0, 20.5])),
            "locations": None if count == 0 else maybe(some(get_args(Location))),
            "trend": maybe(rng.choice(["regressing", "stable", "growing"])),
            "measurements": maybe(measured(30 if age is None else age)),
        },
        "symptoms": symptoms,
        "asymptomatic": False if any(symptoms.values()) else maybe(rng.choice(YES_NO)),
        "surgery": {
            "risk": maybe(rng.choice(["low", "moderate", "high", "inoperable"])),
            "performed": maybe(rng.choice(YES_NO)),
            "planned": None if plan is not None else maybe(rng.choice(YES_NO)),
            "planned_within_days": plan,
        },
        "treatment": {
            "mtor_inhibitor": {
                "status": maybe(rng.choice(["none", "planned", "current", "stopped"])),
                "drug": maybe(rng.choice(["everolimus", "sirolimus"])),
                "indication": maybe(rng.choice(get_args(Indication))),
                "trough_ng_ml": maybe(rng.choice([0.0, 4.9, 5.0, 10.2, 15.0, 42.1])),
                "dose": maybe({"value": rng.choice([0.1, 4.4, 4.5]), "unit": rng.choice(UNITS)}),
            },
            "antiarrhythmic": {"response": maybe(rng.choice(["controlled", "refractory"]))},
        },
        "medications": maybe(some(DRUGS)),
        "medications_complete": maybe(rng.choice(YES_NO)),
        "safety": {name: maybe(rng.random() < 0.3) for name in Safety.model_fields},
        "adverse_events": maybe([{"event": event, "grade": maybe(rng.randint(1, 5))} for event in some(EVENTS)]),
    }


def random_children(number: int, seed: int) -> list[dict[str, Any]]:
    """As many random children, the same for the same seed."""
    rng = random.Random(seed)
    return [random_child(rng) for _ in range(number)]
