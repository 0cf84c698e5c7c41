"""The command: every kind of file, what cannot be read, and that no word of a record is printed."""

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator
from support.feeds import CHILDREN, FOLDER, as_files, european, registry
from support.fhir_records import RHABDOMYOMA, bundle, condition, patient, request

from crdecide.cli import main
from crdecide.publish.schemas import schema

ON = ("--on", "2026-11-26")
Feed = Callable[..., Result]


@pytest.fixture
def feed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Feed:
    """The command in a folder with these files; `code` is the exit code that is expected."""
    monkeypatch.chdir(tmp_path)

    def run(files: Mapping[str, str | bytes], *arguments: str, code: int = 0) -> Result:
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        ran = CliRunner().invoke(main, ["feed", *(arguments or tuple(files)), *ON])
        assert ran.exit_code == code, (ran.output, ran.exception)
        return ran

    return run


def report(ran: Result) -> Any:
    return json.loads(ran.stdout)


def child(*resources: dict[str, Any]) -> str:
    return json.dumps(bundle(patient(), *resources))


def test_the_demonstration_feeds_are_those_of_the_generators() -> None:
    shipped = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()}
    assert shipped == set(as_files())
    for name, text in as_files().items():
        assert (FOLDER / name).read_text(encoding="utf-8") == text


def test_a_bulk_export_is_put_together_by_patient(feed: Feed) -> None:
    told = report(feed({}, str(FOLDER / "us_core"), "--format", "json"))
    Draft202012Validator(schema("feed")).validate(told)
    assert (told["records"]["read"], told["records"]["children"], told["records"]["files"]) == (CHILDREN, CHILDREN, 5)
    assert told["records"]["not_read"] == []


def test_a_drug_of_an_export_stands_with_the_children_who_are_given_it_alone(feed: Feed) -> None:
    everolimus = {"coding": [{"system": "http://www.nlm.nih.gov/research/umls/rxnorm", "code": "998189"}]}
    given = {"subject": {"reference": "Patient/one"}, "medicationReference": {"reference": "Medication/m"}}
    files = {
        "Medication.ndjson": json.dumps({"resourceType": "Medication", "id": "m", "code": everolimus}),
        "Patient.ndjson": "\n".join(json.dumps({"resourceType": "Patient", "id": name}) for name in ("one", "two")),
        "Orders.json": json.dumps(
            {"resourceType": "MedicationRequest", "id": "r", "status": "active", "intent": "order", **given}
        ),
        "Place.json": json.dumps({"resourceType": "Location", "id": "l"}),
    }
    told = report(feed(files, ".", "--format", "json"))
    assert told["records"]["read"] == 2
    [status] = [one for one in told["fields"] if one["field"] == "treatment.mtor_inhibitor.status"]
    assert (status["known_in"], status["origins"][0]["code"]["code"]) == (1, "998189")


def test_keys_of_a_prefetch_that_never_hold_anything_are_named(feed: Feed) -> None:
    page = " ".join(feed({}, str(FOLDER / "european")).stdout.split())
    assert "Keys of the prefetch with nothing in them, in any request: allergies, observations." in page


def test_requests_bundles_and_phenopackets_may_be_mixed_packed_or_not(feed: Feed, tmp_path: Path) -> None:
    lines = "".join(f"{json.dumps(one)}\n" for one in european())
    with zipfile.ZipFile(tmp_path / "registry.zip", "w") as archive:
        for packet in registry():
            archive.writestr(f"{packet['id']}.json", json.dumps(packet))
    files = {
        "log.ndjson.gz": gzip.compress(lines.encode()),
        "log.json": json.dumps(european()),
        "child.json": child(condition("cr", RHABDOMYOMA)),
    }
    told = report(feed(files, "log.ndjson.gz", "log.json", "registry.zip", "child.json", "--format", "json"))
    assert told["records"]["read"] == 3 * CHILDREN + 1
    # The two logs are of the same children.
    assert told["records"]["children"] == 2 * CHILDREN + 1
    assert {origin["resource"] for field in told["fields"] for origin in field["origins"]} >= {
        "Condition", "MedicationStatement", "phenotypicFeatures", "Patient", "subject",
    }  # fmt: skip


BROKEN: Mapping[str, tuple[str | bytes, str]] = {
    "broken.json": ('{"resourceType": "Bundle"', "it is not JSON, nor has it a record on each line"),
    "empty.json": ("", "it is empty"),
    "text.json": ('"Jane Doe"', "it is no record (a JSON object)"),
    "own.json": ('{"age_days": 3}', "it is neither FHIR, nor a request of CDS Hooks, nor a phenopacket"),
    "half.ndjson": (f"{json.dumps(registry()[0])}\n{{broken\n", "it is not JSON"),
    "two.json": (json.dumps(bundle(patient(), {"resourceType": "Patient", "id": "other"})), "more than one Patient"),
    "old.json": (json.dumps({"id": "x", "phenotypicFeatures": [], "genes": []}), "version 1"),
    "none.json": (json.dumps({"hook": "patient-view", "context": {}}), "nothing to read"),
    "cut.ndjson.gz": (gzip.compress(b"{}" * 5000)[:30], "it cannot be unpacked"),
    "no.zip": (b"PK\x03\x04 no archive", "it cannot be unpacked"),
}
"""Files that cannot be read, in whole or in part, and what is said of each."""


def test_what_cannot_be_read_is_named_with_its_reason_and_stops_nothing(feed: Feed) -> None:
    files = {name: content for name, (content, _) in BROKEN.items()}
    ran = feed({**files, "good.json": child(condition("cr", RHABDOMYOMA))}, "--format", "json", ".", code=3)
    told = report(ran)["records"]
    assert told["read"] == 2, "the good one, and the good half of one"
    said = {one["where"].partition(",")[0]: one["why"] for one in told["not_read"]}
    assert said.keys() == files.keys()
    for name, (_, why) in BROKEN.items():
        assert why in said[name], name
    page = " ".join(feed({}, ".", "--full", code=3).stdout.split())
    assert "2 records of 2 children in 11 files; 10 records could not be read." in page
    assert "half.ndjson, line 2: it is not JSON" in page


def test_a_folder_without_records_or_a_path_that_is_not_there_is_told(feed: Feed, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    assert "holds no file ending in" in feed({}, "nothing", code=2).stderr
    assert "does not exist" in feed({}, "elsewhere", code=2).stderr
    files = {"nothing/only.txt": "", "nothing/log.json": json.dumps(european())}
    assert f"{CHILDREN} records of {CHILDREN} children in 1 file." in feed(files, "nothing").stdout


def test_a_request_about_another_patient_is_not_read(feed: Feed) -> None:
    request_of, *others = european()
    elsewhere = {**request_of, "context": {"patientId": "somebody-else"}}
    said = " ".join(feed({"log.json": json.dumps([elsewhere, *others])}, code=3).stdout.split())
    assert "not the one asked for" in said
    assert f"{CHILDREN - 1} records of {CHILDREN - 1} children" in said


@pytest.mark.parametrize("shape", ["text", "markdown", "json"])
def test_no_word_of_a_record_is_printed(feed: Feed, shape: str) -> None:
    marker = "Zyxwvut Jane"
    local = {"system": f"http://x.org/{marker}", "code": marker, "display": marker}
    typed = {"coding": [local, {"system": "http://snomed.info/sct", "code": marker, "display": marker}], "text": marker}
    named = patient(name=[{"family": marker}], address=[{"text": marker}], identifier=[{"value": marker}])
    entries = [
        named,
        condition("cr", RHABDOMYOMA, note=[{"text": marker}]),
        {**condition("c", RHABDOMYOMA), "code": typed},
        {**request("m", ("", "")), "medicationCodeableConcept": typed},
        {"resourceType": marker, "id": "x"},
        {"resourceType": "Condition", "id": marker, "code": marker, "subject": {"reference": "Patient/child-1"}},
    ]
    packet = {**registry()[0], "phenotypicFeatures": [{"type": {"id": marker, "label": marker}}], "id": marker}
    files = {"child.json": json.dumps(bundle(*entries)), "packet.json": json.dumps(packet)}
    ran = feed(files, *files, "--format", shape, "--full")
    for part in marker.split():
        assert part not in ran.output
    assert "not shown" in ran.output


def test_a_local_code_is_shown_as_met_and_read_once_the_site_names_it(feed: Feed) -> None:
    local = ("urn:oid:2.16.840.1.113883.19.5.1", "90071")
    site = (
        "site: Example\nsources: {list: our list}\nsystems:\n  site_dx: {uris: ['urn:oid:2.16.840.1.113883.19.5.1']}\n"
        "concepts:\n  cardiac_rhabdomyoma:\n    - {system: site_dx, code: '90071', display: Tumour, checked: list}\n"
    )
    files = {"child.json": child(condition("cr", local))}
    before = report(feed(files, "child.json", "--format", "json"))
    [met] = before["unread_codes"]
    assert (met["code"]["system"], met["code"]["code"], met["why"]) == (*local, "not in our lists")
    after = report(feed({"site.yaml": site}, "child.json", "--format", "json", "--site-codes", "site.yaml"))
    assert after["unread_codes"] == []
    assert len(after["never"]) < len(before["never"])
    [features] = [field for field in after["fields"] if field["field"] == "tsc.major_features"]
    assert features["origins"][0]["code"]["system"] == "site_dx"


def test_the_report_fits_its_schema(feed: Feed) -> None:
    Draft202012Validator.check_schema(schema("feed"))
    for name in ("european", "registry"):  # and the third above
        Draft202012Validator(schema("feed")).validate(report(feed({}, str(FOLDER / name), "--format", "json")))


def test_the_same_records_in_another_order_give_the_same_bytes(feed: Feed) -> None:
    lines = [json.dumps(one) for one in european()]
    first = feed({"log.ndjson": "\n".join(lines)}, "log.ndjson", "--format", "json").stdout
    assert feed({"log.ndjson": "\n".join(reversed(lines))}, "log.ndjson", "--format", "json").stdout == first
