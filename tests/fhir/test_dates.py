"""Dates and times of FHIR: what each may mean, kept or not."""

from __future__ import annotations

from datetime import date

import pytest

from crdecide.records.fhir import dates

LEAP = (date(2024, 2, 1), date(2024, 2, 29), "2024-02")


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("2024", (date(2024, 1, 1), date(2024, 12, 31), "2024")),
        ("2024-02", LEAP),
        ("2024-02-29T23:59:59.999+14:00", (date(2024, 2, 29), date(2024, 2, 29), "2024-02-29")),
        ("2023-02-29", (None, None, "2023-02-29")),
        ("0000", (None, None, "0000")),
        ("2024-2", (None, None, None)),
        ("", (None, None, None)),
    ],
)
def test_a_date_may_mean_a_first_and_a_last_day(
    text: str, meaning: tuple[date | None, date | None, str | None]
) -> None:
    for _ in ("read", "kept"):
        assert (dates.first_day(text), dates.last_day(text), dates.written_day(text)) == meaning


def test_a_text_too_long_for_a_date_is_read_alike_and_not_kept() -> None:
    before = dates._kept.cache_info().currsize
    assert dates.first_day(f"2024-02-29T00:00:00.{'0' * 100_000}") == date(2024, 2, 29)
    assert dates.last_day("x" * 100_000) is None
    assert dates._kept.cache_info().currsize == before
