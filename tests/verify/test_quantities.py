"""A quantity is compared as a whole: which number with which, and in which unit."""

from __future__ import annotations

import pytest

from crdecide.assurance.quantities import Quantity, quantities_in, told_by
from crdecide.language.evidence import Figure, Statement

TOLD: dict[str, list[Quantity]] = {
    "30 of its 33 symptomatic children improved": [("30", "of", "33")],
    "20 of all the 1,738": [("20", "of", "1738")],
    "Of the 33 symptomatic children, 30 improved": [("30", "of", "33")],
    "Of 45 children under 2 years, 35 had an event": [("2", "year"), ("35", "of", "45")],
    "Of 47 children followed for 3 years 2 months passed": [("2", "month"), ("3", "year")],
    "smaller by 57 ± 23 %": [("23", "%"), ("57", "%")],
    "35 %, 57 % and 74 %": [("35", "%"), ("57", "%"), ("74", "%")],
    "below 5 ng/mL": [("5", "ng/mL")],
    "troughs of 26 and 42.1 ng/mL": [("26", "ng/mL"), ("42.1", "ng/mL")],
    "5 to 15 ng/mL": [("5", "to", "15", "ng/mL")],
    "from 1 to under 3 years": [("1", "to", "3", "year")],
    "from 3 months to 2 years": [("2", "year"), ("3", "month")],
    "2.2 to 195.9": [("2.2", "to", "195.9")],
    "4.5 mg/m² per week": [("4.5", "mg/m²/week")],
    "4.5 mg/m² once a day, 7 mg/m²": [("4.5", "mg/m²/day"), ("7", "mg/m²")],
    "0.1 mg a day": [("0.1", "mg/day")],
    "20 mm or more": [("20", "mm")],
    "a median of 31.1 months": [("31.1", "month")],
    "12.4 times as fast": [("12.4", "times")],
    "events of grade 1 or 2": [("grade", "1"), ("grade", "2")],
    "on day 29": [("day", "29")],
    "In 2023 a review of 48 newborns, section 4.2, TSC1": [],
}


@pytest.mark.parametrize("text", TOLD)
def test_each_kind_is_told(text: str) -> None:
    assert sorted(quantities_in(text)) == sorted(TOLD[text])


def test_a_statement_carries_the_ends_of_its_ranges_and_its_figure() -> None:
    figure = Figure(numerator=2, denominator=3)
    statement = Statement(locator="table 1", says="Aimed at was 5 to 15 ng/mL.", derived="6 of 9", figure=figure)
    ends = {("5", "to", "15"), ("5", "ng/mL"), ("15", "ng/mL")}
    assert told_by(statement) == {("5", "to", "15", "ng/mL"), *ends, ("6", "of", "9"), ("2", "of", "3")}
    assert not quantities_in("5 to 10 ng/mL") <= told_by(statement)
