"""A cohort's answers are the advisories' answers, whatever the file; nothing is lost and nothing is added."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from cohort.conftest import Run, write_csv, write_ndjson, write_parquet
from support.children import random_children
from support.fhir_records import ATC, CHILD, HEART_FAILURE, RHABDOMYOMA, concept, condition, patient, resource

from crdecide import InvalidPatient, Patient, Ruleset, advise
from crdecide.cohort.answer_batch import Answering
from crdecide.cohort.spot_check import Sample
from crdecide.evaluation.durable import engine_for
from crdecide.evaluation.semantics import Conclusions
from crdecide.guideline.options import OPTIONS
from crdecide.guideline.record_sections import Symptoms
from crdecide.language.truth import TRUE
from crdecide.records.rows.columns import COLUMNS, arrays, as_patient, cells
from crdecide.records.rows.row_batch import Batch

WRITERS = {"parquet": write_parquet, "csv": write_csv, "ndjson": write_ndjson}


@pytest.fixture(scope="session")
def answering(ruleset: Ruleset) -> Answering:
    return Answering(ruleset, engine_for(ruleset).settle)


def batch_of(rows: list[dict[str, Any]]) -> Batch:
    return Batch(np.arange(1, len(rows) + 1), arrays(rows))


def rejects(path: Path) -> dict[int, str]:
    with path.open(newline="") as file:
        return {int(row["row"]): row["reason"] for row in csv.DictReader(file)}


FREE_OF_EVERYTHING: dict[str, Any] = {
    "age_days": 900,
    "asymptomatic": True,
    "tsc": {"status": "definite"},
    "tumours": {"count": 2, "trend": "stable", "largest_mm": 4.0},
    "symptoms": dict.fromkeys(Symptoms.model_fields, False),
    "treatment": {"mtor_inhibitor": {"status": "none"}, "antiarrhythmic": {"status": "none"}},
    "medications": [],
}
"""A child whose review is routine: hardly ever drawn at random, as everything has to be known."""


def test_every_column_says_what_the_advisory_says(children: list[dict[str, Any]], answering: Answering) -> None:
    children = [*children, FREE_OF_EVERYTHING]
    answered = answering.answer(batch_of([cells(Patient.model_validate(child)) for child in children]))
    assert answered.rejected == ()
    for child, said in zip(children, answered.table.to_pylist(), strict=True):
        advisory = advise(child)
        stances = {option.option: option.stance for option in advisory.options}
        timings = {option.option: option.timing for option in advisory.options}
        assert said["danger"] == advisory.danger.value
        assert said["scope"] == advisory.scope.status
        assert {name: said[name] for name in OPTIONS} == {name: stances.get(name) for name in OPTIONS}
        assert said["timing"] == timings.get("specialist_review")
        assert set(said["caveats"]) == {caveat.id for caveat in advisory.caveats}
        assert set(said["especially"]) == {option.option for option in advisory.options if option.especially}
        assert {f.id: said[f.id] for f in advisory.findings} == {f.id: f.value for f in advisory.findings}
        # A remark on the record rests on no rule, and is no column.
        assert set(said["alerts"]) == {alert.id for alert in advisory.alerts if alert.rules}
        assert set(said["checks"]) == {check.id for check in advisory.checks}
    for name, of_all in (("danger", {"yes", "no", "unknown"}), ("timing", {"immediate", "sooner", "routine", None})):
        assert set(answered.table[name].to_pylist()) == of_all


@pytest.mark.parametrize("brief", [(), ("--brief",)], ids=["whole", "brief"])
def test_csv_parquet_and_ndjson_give_the_same_bytes(
    in_process: Run, children: list[dict[str, Any]], tmp_path: Path, brief: tuple[str, ...]
) -> None:
    for ending, write in WRITERS.items():
        write(tmp_path / f"in.{ending}", children)
        in_process(f"in.{ending}", f"{ending}.csv", "--verify", 50, *brief)
    assert len({(tmp_path / f"{ending}.csv").read_bytes() for ending in WRITERS}) == 1
    assert len({(tmp_path / f"{ending}.csv.summary.html").read_bytes() for ending in WRITERS}) == 1


def test_the_three_forms_of_output_say_the_same(
    in_process: Run, children: list[dict[str, Any]], tmp_path: Path
) -> None:
    import pyarrow.parquet as pq

    write_parquet(tmp_path / "in.parquet", children)
    for ending in WRITERS:
        in_process("in.parquet", f"out.{ending}")
    rows = pq.read_table(tmp_path / "out.parquet").to_pylist()
    assert rows == [json.loads(line) for line in (tmp_path / "out.ndjson").read_text().splitlines()]
    with (tmp_path / "out.csv").open(newline="") as file:
        for row, written in zip(rows, csv.DictReader(file), strict=True):
            assert written["scope"] == row["scope"]
            assert written["alerts"] == ";".join(row["alerts"])
            assert written["surgery"] == (row["surgery"] or "")


WRONG: list[tuple[str, Any, str]] = [
    ("tumours.count", "-4", "greater than or equal to 0; got -4"),
    ("tumours.count", "many", "tumours.count: expected a whole number; got 'many'"),
    ("surgery.risk", "extreme", "surgery.risk: Input should be 'low', 'moderate', 'high' or 'inoperable'"),
    ("asymptomatic", "perhaps", "asymptomatic: expected true or false (or yes or no, 1 or 0); got 'perhaps'"),
    ("tsc.major_features", "cardiac_rhabdomyoma, angiofibromas", "tsc.major_features: expected names with ';' between"),
    ("tsc.major_features", '["freckles"]', "tsc.major_features.0: Input should be"),
    ("tumours.largest_mm", "inf", "tumours.largest_mm: expected a number; got 'inf'"),
    ("birth_date", "yesterday", "birth_date: expected a date written as YYYY-MM-DD; got 'yesterday'"),
]


def test_every_wrong_row_is_set_aside_with_its_number_and_reason(in_process: Run, tmp_path: Path) -> None:
    header = ["id", "age_days", "symptoms.syncope", *dict.fromkeys(path for path, _, _ in WRONG)]
    lines = [",".join(header)]
    for number, (path, value, _) in enumerate(WRONG):
        row = {"id": f"w{number}", "age_days": "4", path: f'"{value.replace(chr(34), chr(34) * 2)}"'}
        lines += [f"fine{number},4" + "," * (len(header) - 2), ",".join(row.get(name, "") for name in header)]
    lines += ["too,few", ",".join(["both", "4", "true"] + ["true" if n == "asymptomatic" else "" for n in header[3:]])]
    (tmp_path / "in.csv").write_text("\n".join([*lines, f"last,4{',' * (len(header) - 2)}"]) + "\n")
    ran = in_process("in.csv", "out.csv", code=3)
    found = rejects(tmp_path / "out.csv.rejects.csv")
    for number, (_, _, reason) in enumerate(WRONG):
        assert reason in found[2 * number + 2]
    assert found[17] == f"expected {len(header)} cells; got 2"
    assert "contradiction: asymptomatic is true, yet symptoms.syncope is true" in found[18]
    assert len(found) == len(WRONG) + 2
    with (tmp_path / "out.csv").open(newline="") as file:
        answered = [int(row["row"]) for row in csv.DictReader(file)]
    assert sorted([*answered, *found]) == list(range(1, 20))
    assert "read                19" in ran.stdout


ODD: dict[str, list[Any]] = {
    "age_days": [-1, 4, 54_788], "birth_date": ["2026-01-01", "2026-13-01"],
    "assessed_on": ["2026-01-05", "2025-01-01"], "life_stage": ["prenatal", "unborn"],
    "tumours.count": [0, 1, -1], "tumours.largest_mm": [0.0, 3.0, float("nan")],
    "tumours.measurements": [
        '[{"on_age_days": 900, "largest_mm": 3}]',
        '[{"on_age_days": 1, "largest_mm": 3, "location": "left_ventricle"},'
        ' {"on_age_days": 1, "largest_mm": 3, "location": "right_atrium"}]',
    ],
    "tumours.locations": ["[]", '["left_ventricle"]', '["nowhere"]'],
    "asymptomatic": [True], "symptoms.heart_failure": [True],
    "treatment.mtor_inhibitor.status": ["none", "planned", "perhaps"],
    "treatment.mtor_inhibitor.started_on_age_days": [3, 8000], "treatment.mtor_inhibitor.stopped_on_age_days": [2],
    "treatment.mtor_inhibitor.dose": ['{"value": 4}', '{"value": 4.5, "unit": "mg/m2/day"}'],
    "medications": ['["unheardofine"]', '[""]', '"captopril"'], "medications_complete": [False],
    "adverse_events": ['[{"event": "infection", "grade": 6}]', '[{"event": "infection"}]'],
}  # fmt: skip


def odd_rows(number: int, seed: int) -> list[dict[str, Any]]:
    """Random children of whom some cells are replaced by others that may not fit."""
    rng = random.Random(seed)
    rows = [cells(Patient.model_validate(child)) for child in random_children(number, seed)]
    for row in rows:
        for path in rng.sample(list(ODD), rng.randrange(4)):
            row[path] = rng.choice(ODD[path])
    return rows


def test_a_row_is_set_aside_exactly_where_the_record_is_not_valid(answering: Answering, ruleset: Ruleset) -> None:
    rows = odd_rows(600, seed=67)
    answered = answering.answer(batch_of(rows))
    rejected = {reject.row: reject.reason for reject in answered.rejected}
    for number, row in enumerate(rows, start=1):
        try:
            as_patient(row)
        except (InvalidPatient, ValueError) as error:
            assert rejected.pop(number) == "; ".join(str(error).splitlines()), row
    assert rejected == {}
    assert 150 < len(answered.rejected) < 450
    sample = Sample(600)
    sample.add(batch_of(rows), answered)
    assert list(sample.disagreements(ruleset)) == []


@pytest.mark.parametrize(
    ("rule", "column"),
    [("symptomatic", "symptomatic"), ("possibly_life_threatening", "danger"), ("review_immediate", "timing")],
)
def test_a_wrong_table_is_found_by_the_sample(
    ruleset: Ruleset, children: list[dict[str, Any]], rule: str, column: str
) -> None:
    settle = engine_for(ruleset).settle

    def always(number: int, fact: Mapping[str, int]) -> Conclusions:
        concluded = settle(number, fact)
        if rule in concluded.values:
            return concluded._replace(values={**concluded.values, rule: "yes"})
        return concluded._replace(truths={**concluded.truths, rule: TRUE}) if rule in concluded.truths else concluded

    batch, sample = batch_of([cells(Patient.model_validate(child)) for child in children]), Sample(300)
    sample.add(batch, Answering(ruleset, always).answer(batch))
    assert any(found.what.startswith(f"{column} is") for found in sample.disagreements(ruleset))


def test_a_file_without_a_row_that_can_be_answered(in_process: Run, tmp_path: Path) -> None:
    for number, lines in enumerate(("age_days\n", "age_days\n-1\n", "age_days\n4,5\n")):
        (tmp_path / "in.csv").write_text(lines)
        ran = in_process("in.csv", "out.parquet", code=3 if number else 0)
        counts = dict(line.split() for line in ran.stdout.splitlines()[1:4])
        assert counts == {"read": str(min(number, 1)), "answered": "0", "rejected": str(min(number, 1))}
        assert len(rejects(tmp_path / "out.parquet.rejects.csv")) == min(number, 1)


def test_a_column_that_is_no_field_is_refused_with_the_nearest(in_process: Run, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("age_dais\n4\n")
    ran = in_process("in.csv", "out.csv", code=2)
    assert "in.csv: age_dais: unknown column; did you mean 'age_days'?" in ran.stderr
    assert not (tmp_path / "out.csv").exists()


def test_every_row_of_a_bulk_export_is_one_child(in_process: Run, tmp_path: Path) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    others = [{**patient(), "id": f"other-{number}"} for number in range(3)]
    conditions = [condition("a", RHABDOMYOMA), condition("b", HEART_FAILURE)]
    twice = {**condition("c", RHABDOMYOMA), "subject": {"reference": "Patient/other-1"}}
    write = {"Patient": [patient(), *others], "Condition.000": conditions, "Condition.001": [twice]}
    for name, resources in write.items():
        (folder / f"{name}.ndjson").write_text("".join(json.dumps(resource) + "\n" for resource in resources))
    in_process("export", "out.ndjson", "--on", "2026-11-23")
    rows = {row["id"]: row for row in map(json.loads, (tmp_path / "out.ndjson").read_text().splitlines())}
    assert set(rows) == {CHILD, "other-0", "other-1", "other-2"}
    assert (rows[CHILD]["scope"], rows[CHILD]["symptomatic"]) == ("in_scope", "yes")
    assert (rows["other-1"]["scope"], rows["other-1"]["symptomatic"]) == ("in_scope", "unknown")
    assert rows["other-0"]["scope"] == "cannot_assess"


def test_a_large_export_read_by_several_processes_is_answered_alike(
    in_process: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    children = [{**patient(), "id": f"c{number}", "birthDate": f"{2002 + number}-02-03"} for number in range(24)]
    refused = {**condition("c", RHABDOMYOMA), "subject": {"reference": "Patient/nobody"}}
    use = resource("MedicationRequest", "d", status="active", medicationReference={"reference": "Medication/e"})
    use["subject"] = {"reference": "Patient/c20"}
    drug = {"resourceType": "Medication", "id": "e", "code": concept((ATC, "L04AH02"))}
    write = {"Patient": children, "Condition": [refused], "MedicationRequest": [use], "Medication": [drug]}
    for name, resources in write.items():
        (folder / f"{name}.ndjson").write_text("".join(json.dumps(resource) + "\n" for resource in resources))
    said = []
    for at_once, large, cores in ((100, 10**6, 2), (3, 0, 1), (3, 0, 2)):
        monkeypatch.setattr("crdecide.cohort.bulk.AT_ONCE", at_once)
        monkeypatch.setattr("crdecide.cohort.bulk.LARGE", large)
        monkeypatch.setattr("os.cpu_count", lambda number=cores: number)
        in_process("export", "out.ndjson", "--on", "2026-11-23")
        said.append((tmp_path / "out.ndjson").read_bytes())
    rows = [*map(json.loads, said[0].splitlines())]
    assert (len(rows), [row["id"] for row in rows if row["mtor_inhibitor_in_use"] == "yes"]) == (25, ["c20"])
    assert said[0] == said[1] == said[2]


def write_export(folder: Path, *resources: dict[str, Any]) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "all.ndjson").write_text("".join(json.dumps(resource) + "\n" for resource in resources))


def test_what_the_children_of_an_export_share_is_read_where_one_points_to_it(in_process: Run, tmp_path: Path) -> None:
    def medication(name: str, **fields: Any) -> dict[str, Any]:
        return {"resourceType": "Medication", "id": name, "code": concept((ATC, "L04AH02")), **fields}

    def child(name: str, medication: str) -> list[dict[str, Any]]:
        use = resource("MedicationRequest", "ever", status="active", intent="order")
        use |= {"subject": {"reference": f"Patient/{name}"}, "medicationReference": {"reference": medication}}
        tumour = {**condition("cr", RHABDOMYOMA), "subject": {"reference": f"Patient/{name}"}}
        return [{**patient(), "id": name}, use, tumour]

    shared = [medication("a"), medication("b", status="entered-in-error"), medication("c", code=7)]
    shared += [medication("d", meta={"versionId": "1"}), medication("d", meta={"versionId": "2"}, code={"text": "x"})]
    links = ["Medication/a", "https://site.example/r4/Medication/a/_history/2", "Medication/b", "Medication/c"]
    links += ["Medication/d", "Medication/e", "#a"]
    children = [part for number, link in enumerate(links) for part in child(f"c{number}", link)]
    write_export(tmp_path / "export", *children, *shared)
    in_process("export", "out.ndjson", "--on", "2026-11-23")
    rows = [json.loads(line) for line in (tmp_path / "out.ndjson").read_text().splitlines()]
    in_use = [row["id"] for row in rows if row["mtor_inhibitor_in_use"] == "yes"]
    assert (len(rows), in_use) == (len(links), ["c0", "c1"])
    # One that says that it is another's is told in each record: nobody is answered by it.
    write_export(tmp_path / "export", *children, medication("f", subject={"reference": "Patient/c0"}))
    in_process("export", "out.ndjson", "--on", "2026-11-23", code=3)
    assert [json.loads(line)["id"] for line in (tmp_path / "out.ndjson").read_text().splitlines()] == ["c0"]


def test_twenty_thousand_drugs_of_a_hospital_keep_no_child_from_being_answered(in_process: Run, tmp_path: Path) -> None:
    drugs = [{"resourceType": "Medication", "id": f"m{number}"} for number in range(20_100)]
    write_export(tmp_path / "export", patient(), condition("cr", RHABDOMYOMA), *drugs)
    in_process("export", "out.ndjson", "--on", "2026-11-23")
    assert json.loads((tmp_path / "out.ndjson").read_text())["scope"] == "in_scope"


DAYS = (None, "2019-02-28", "2020-02-29", "2026-11-23", "1890-01-01", "2021-02-29", "yesterday")


def test_an_age_by_two_dates_is_what_a_single_record_has(answering: Answering, ruleset: Ruleset) -> None:
    rows: list[dict[str, Any]] = []
    for birth, day, age, stage in product(DAYS, DAYS, (None, 366), (None, "prenatal", "postnatal")):
        rows.append(
            {
                **cells(Patient.model_validate({})),
                "birth_date": birth,
                "assessed_on": day,
                "age_days": age,
                "life_stage": stage,
            }
        )
    answered = answering.answer(batch_of(rows))
    refused = {reject.row: reject.reason for reject in answered.rejected}
    for number, row in enumerate(rows, start=1):
        try:
            as_patient(row)
        except InvalidPatient as error:
            assert refused.pop(number) == "; ".join(str(error).splitlines()), row
    assert refused == {}
    sample = Sample(len(rows))
    sample.add(batch_of(rows), answered)
    assert 0 < len(sample) < len(rows)
    assert list(sample.disagreements(ruleset)) == []


def test_columns_are_the_fields_of_the_record() -> None:
    child = random_children(1, seed=68)[0]
    assert as_patient(cells(Patient.model_validate(child))) == Patient.model_validate(child)
    assert "treatment.mtor_inhibitor.dose" in COLUMNS
