"""A site's own codes: checked by themselves, added to those of the rules, and named in the answer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.fhir_records import Json, bundle, condition, patient, request

from crdecide import InvalidRuleset, Ruleset
from crdecide.cli import main
from crdecide.language.loading.site_file import with_site_codes
from crdecide.records import advise_reading
from crdecide.records.detect import read_record

EXAMPLES = Path(__file__).parents[2] / "docs/examples"
EPIC, CERNER = EXAMPLES / "site_codes_epic_like.yaml", EXAMPLES / "site_codes_cerner_like.yaml"
DX, MED = "urn:oid:2.16.840.1.113883.19.5.1", "urn:oid:2.16.840.1.113883.19.5.2"
CODE_SET = "https://fhir.example.org/tenant/codeSet/72"
ON = date(2026, 11, 26)
RECORD: list[Json] = [condition("c", (DX, "90071")), condition("o", (DX, "90214")), request("m", (MED, "301177"))]


def test_a_record_in_a_sites_codes_is_read_with_them_and_not_without(ruleset: Ruleset) -> None:
    record = bundle(patient(), *RECORD)
    without = read_record(record, on=ON, ruleset=ruleset)
    assert len(without.unread) == 3
    ours = with_site_codes(ruleset, EPIC)
    reading = read_record(record, on=ON, ruleset=ours)
    assert not reading.unread
    assert reading.patient.tsc.major_features == ("cardiac_rhabdomyoma",)
    assert reading.patient.symptoms.outflow_obstruction is True
    assert reading.patient.treatment.mtor_inhibitor.drug == "everolimus"
    advisory = advise_reading(reading, ruleset=ours)
    assert advisory.danger.value == "yes"
    assert advisory.record is not None
    assert advisory.record.site_codes is not None
    assert advisory.record.site_codes.site == "Example Children's Hospital"
    assert advisory.provenance.ruleset_sha256 == ruleset.sha256


def test_another_site_has_a_code_set_of_its_own(ruleset: Ruleset) -> None:
    record = bundle(patient(), condition("a", (CODE_SET, "2700541")), condition("d", (CODE_SET, "2700612")))
    symptoms = read_record(record, on=ON, ruleset=with_site_codes(ruleset, CERNER)).patient.symptoms
    assert (symptoms.arrhythmia, symptoms.duct_dependent_circulation) == (True, True)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  cardiac_rhabdomyoma:", "  cardiac_rabdomyoma:", "did you mean 'cardiac_rhabdomyoma'"),
        ("  cardiac_rhabdomyoma:", "  benign_heart_neoplasm:", "is recognised and not read"),
        ("system: site_dx, code: \"90071\"", "system: site_x, code: \"90071\"", "no code system 'site_x' is known"),
        ("checked: problem_list", "checked: nobody", "no source 'nobody'"),
        ("system: site_dx, code: \"90071\"", "system: icd10cm, code: \"I50.9\"", "I50.9 stands for 'heart_failure'"),
        ("urn:oid:2.16.840.1.113883.19.5.1", "http://snomed.info/sct", "sct is 'snomed' of the rules"),
        ("  site_dx: {", "  snomed: {", "'snomed' is a code system of the rules"),
        ("  everolimus:", "  evrolimus:", "no drug 'evrolimus' is in the drug list"),
        ("site: Example", "sight: Example", "'sight': "),
        ("code: \"90071\"", "code: 90071", "Input should be a valid string"),
        ("site: Example", "site: [", "not YAML"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line(ruleset: Ruleset, tmp_path: Path, old: str, new: str, message: str) -> None:
    text = EPIC.read_text(encoding="utf-8")
    assert old in text
    broken = tmp_path / "site.yaml"
    broken.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(InvalidRuleset) as error:
        with_site_codes(ruleset, broken)
    assert [str(problem) for problem in error.value.problems if message in str(problem)], error.value
    assert all(problem.where.startswith("site.yaml:") for problem in error.value.problems)


def test_a_file_that_is_not_there_is_said(ruleset: Ruleset, tmp_path: Path) -> None:
    with pytest.raises(InvalidRuleset, match="cannot be read"):
        with_site_codes(ruleset, tmp_path / "none.yaml")


def test_the_commands_take_a_file_of_site_codes(tmp_path: Path) -> None:
    run = CliRunner()
    checked = run.invoke(main, ["rules", "check", "--site-codes", str(EPIC)])
    assert (checked.exit_code, "Example Children's Hospital: no problems" in checked.output) == (0, True)
    broken = tmp_path / "site.yaml"
    broken.write_text(EPIC.read_text(encoding="utf-8").replace("everolimus:", "evrolimus:"), encoding="utf-8")
    refused = run.invoke(main, ["rules", "check", "--site-codes", str(broken)])
    assert refused.exit_code == 2
    assert "site.yaml:16: no drug 'evrolimus'" in refused.output
