"""Addresses of sources: only the publication itself, at a host that the rule set allows."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.broken_rules import edit, faults

from crdecide import load_ruleset

SCIACCA, ADDRESS = "evidence/sciacca2014.yaml", "https://doi.org/10.1186/1471-2261-14-66"
EXPECTED = "expected https and the name of a host in evidence_hosts.yaml"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (
            "https://pmc.ncbi.nlm.nih.gov.example.org/articles/PMC1/",
            [
                f"no source is cited at 'pmc.ncbi.nlm.nih.gov.example.org'; {EXPECTED}; "
                "did you mean 'pmc.ncbi.nlm.nih.gov'?"
            ],
        ),
        (
            "https://dailymed.nlm.nih.com/a",
            [f"no source is cited at 'dailymed.nlm.nih.com'; {EXPECTED}; did you mean 'dailymed.nlm.nih.gov'?"],
        ),
        ("http://pubmed.ncbi.nlm.nih.gov/1/", [f"the address begins with 'http'; {EXPECTED}"]),
        ("https://pubmed.ncbi.nlm.nih.gov:8081/1/", [f"the address has a port ('8081'); {EXPECTED}"]),
        ("https://pubmed.ncbi.nlm.nih.gov:443/1/", [f"the address has a port ('443'); {EXPECTED}"]),
        ("https://a@pubmed.ncbi.nlm.nih.gov/1/", [f"the address names a user; {EXPECTED}"]),
    ],
)
def test_another_address_than_a_publication_is_refused(rules: Path, address: str, said: list[str]) -> None:
    edit(rules, SCIACCA, ADDRESS, address)
    line = 1 + (rules / SCIACCA).read_text(encoding="utf-8").splitlines().index(f"url: {address}")
    assert faults(rules) == [f"rules/{SCIACCA}:{line}: sciacca2014: {each}" for each in said]


@pytest.mark.parametrize("number", ["101.37.83.79", "[2001:db8::1]", "1698190159", "0x7f.1"])
def test_an_address_that_is_a_number_is_refused(rules: Path, number: str) -> None:
    edit(rules, SCIACCA, ADDRESS, f"https://{number}/news/1")
    [fault] = faults(rules)
    assert f"the address is a number ('{number}'); {EXPECTED}; did you mean '" in fault


def test_every_fault_of_an_address_is_said(rules: Path) -> None:
    edit(rules, SCIACCA, ADDRESS, "http://47.251.13.51:8081/11899590")
    assert [fault.rpartition(": ")[2].partition(";")[0] for fault in faults(rules)] == [
        "the address begins with 'http'",
        "the address has a port ('8081')",
        "the address is a number ('47.251.13.51')",
    ]


def test_a_doi_and_its_address_are_the_same(rules: Path) -> None:
    edit(rules, SCIACCA, ADDRESS, "https://doi.org/10.1186/1471-2261-14-67")
    [fault] = faults(rules)
    assert fault.endswith(
        "the address is that of another DOI than '10.1186/1471-2261-14-66'; expected the same in 'doi' and 'url'"
    )


@pytest.mark.parametrize(
    ("other", "nearest"), [("sugalska201", "; did you mean 'sugalska2021'?"), ("sugalska2021_lay", "; did you mean ")]
)
def test_what_only_sums_up_another_source_names_one_that_is_there(rules: Path, other: str, nearest: str) -> None:
    lay = "evidence/sugalska2021_lay.yaml"
    edit(rules, lay, "summary_of: sugalska2021\n", f"summary_of: {other}\n")
    [fault] = faults(rules)
    assert fault.startswith(f"rules/{lay}:8: sugalska2021_lay: no other source is called '{other}'{nearest}")


def test_addresses_at_which_codes_were_looked_up_are_not_held_to_the_list(rules: Path) -> None:
    hosts = (rules / "evidence_hosts.yaml").read_text(encoding="utf-8")
    elsewhere = {str(url.host) for url in load_ruleset(rules).terminology.codes.sources.values()}
    assert any(f"  {host}:" not in hosts for host in elsewhere)


@pytest.mark.parametrize("host", ["101.37.83.79", "https://doi.org", "localhost"])
def test_the_list_holds_names_of_hosts_only(rules: Path, host: str) -> None:
    edit(rules, "evidence_hosts.yaml", "  e-emj.org:", f'  "{host}":')
    assert all(fault.startswith("rules/evidence_hosts.yaml:") for fault in faults(rules))


def test_the_list_counts_in_the_hash(rules: Path) -> None:
    before = load_ruleset(rules).sha256
    edit(rules, "evidence_hosts.yaml", "hosts:\n", "hosts:\n  example.org: another\n")
    assert load_ruleset(rules).sha256 != before
