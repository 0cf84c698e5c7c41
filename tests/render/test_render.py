"""The renderings, held to committed copies. To accept a change: ``make golden``, then read the diff."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console
from support.reports import CHILDREN

from crdecide import Advisory, CrdecideError, Patient, advise
from crdecide.advisory.render import sections
from crdecide.advisory.render.drawings import Picture, pictures
from crdecide.advisory.render.html import LINKABLE, templates, to_html
from crdecide.advisory.render.text import print_text, to_text
from crdecide.guideline.named_ids import MTOR_CAVEATS

GOLDEN = Path(__file__).parent / "golden"


def without_drawings(advisory: Advisory, patient: Patient) -> str:
    """The page without its style, and its drawings, whose strokes depend on the version of the plotting library."""
    return re.sub(r"<(svg|style)\b.*?</\1>", r"<\1/>", to_html(advisory, patient), flags=re.DOTALL)


RENDERINGS: dict[str, Callable[[Advisory, Patient], str]] = {
    "txt": lambda advisory, _: to_text(advisory),
    "md": lambda advisory, _: advisory.to_markdown(),
    "html": without_drawings,
}


def answered(child: str) -> tuple[Advisory, Patient]:
    patient = Patient.model_validate(CHILDREN[child])
    return advise(patient), patient


@pytest.mark.parametrize("child", CHILDREN)
@pytest.mark.parametrize("ending", ["txt", "md", pytest.param("html", marks=pytest.mark.needs("report"))])
def test_the_rendering_is_the_committed_one(child: str, ending: str) -> None:
    path = GOLDEN / f"{child}.{ending}"
    rendered = re.sub(r"sha256 \w+…", "sha256 …", RENDERINGS[ending](*answered(child)))
    if os.environ.get("CRDECIDE_ACCEPT"):
        path.write_text(rendered, encoding="utf-8")
    assert rendered == path.read_text(encoding="utf-8")


def test_markdown_holds_no_html_and_text_no_escape_codes() -> None:
    for child in CHILDREN.values():
        assert "<" not in advise(child).to_markdown()
        assert "\x1b" not in to_text(advise(child))


@pytest.mark.parametrize("full", [False, True])
def test_on_a_terminal_the_same_words_are_in_colour(full: bool) -> None:
    for child in CHILDREN:
        advisory, _ = answered(child)
        shown = io.StringIO()
        print_text(advisory, Console(file=shown, force_terminal=True, color_system="standard", width=100), full=full)
        plain = re.sub(r"\x1b\[[\d;]*m", "", shown.getvalue())
        assert plain == advisory.to_text(full=full)
        assert max(map(len, plain.splitlines())) <= 100
        assert ("\x1b[1;4mOPTIONS" in shown.getvalue()) == ("OPTIONS" in plain and full)
        assert ("\x1b[1;31m!!" in shown.getvalue()) == ("!! " in plain)


def test_an_address_longer_than_a_line_begins_one_and_no_line_is_wider() -> None:
    advisory = advise({})
    long = advisory.model_copy(update={"disclaimer": f"At {'x' * 250}/ it is told."})
    lines = long.to_text(full=True).splitlines()
    assert lines[-6:-2] == ["At", "x" * 100, "x" * 100, f"{'x' * 50}/ it is told."]
    assert max(map(len, lines)) <= 100


def test_every_section_and_entry_is_told_by_its_kind_and_key() -> None:
    advisory, _ = answered("measured_on_treatment")
    keys = {section.kind: [entry.key for entry in section.entries] for section in sections.document(advisory)}
    assert keys["options"] == [option.option for option in advisory.options]
    assert keys["alerts"] == [alert.id for alert in advisory.alerts]
    assert keys["caveats"] == [caveat.id for caveat in advisory.caveats]
    assert keys["missing"] == [missing.field for missing in advisory.missing]
    assert set(keys) <= set(sections.TITLES)


@pytest.mark.needs("report")
def test_what_the_page_folds_and_leaves_out_in_print_does_not_hang_on_words(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [without_drawings(*answered("published_newborn"))]
    for name in ("TITLES", "LABELS"):
        words = {key: f"Zz{number}" for number, key in enumerate(getattr(sections, name))}
        monkeypatch.setattr(sections, name, words)
    pages.append(without_drawings(*answered("published_newborn")))
    assert pages[0] != pages[1]
    for part in (r"<details", r"<section", r'<p class="small [^"]*"'):
        assert re.findall(part, pages[0]) == re.findall(part, pages[1]) != []
    assert "Caveats" not in pages[1]


@pytest.mark.parametrize("name", MTOR_CAVEATS)
def test_no_rendering_speaks_of_an_mtor_inhibitor_without_its_caveats(name: str) -> None:
    advisory, _ = answered("published_newborn")
    kept = tuple(caveat for caveat in advisory.caveats if caveat.id != name)
    dropped = advisory.model_copy(update={"caveats": kept})
    for render in (Advisory.to_markdown, to_text):
        with pytest.raises(CrdecideError, match=f"not to be spoken of without its caveats: {name}$"):
            render(dropped)


def drawn_for(advisory: Advisory, patient: Patient) -> tuple[Picture, ...]:
    template = templates().get_template("picture.svg.jinja")
    return pictures(advisory, patient, lambda canvas: template.render(canvas=canvas))


@pytest.mark.needs("report")
@pytest.mark.parametrize("days", [[4], [4, 4], [0, 54_000]])
def test_whatever_was_measured_is_drawn_within_the_picture(days: list[int]) -> None:
    measurements = [{"on_age_days": day, "largest_mm": 0.1 + number} for number, day in enumerate(days)]
    patient = Patient.model_validate({"age_days": days[-1], "tumours": {"count": 2, "measurements": measurements}})
    drawn = drawn_for(advise(patient), patient)[-1]
    dots = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', drawn.svg)
    assert len(dots) == len(days)
    assert all(0 <= float(x) <= 680 and 0 <= float(y) <= 234 for x, y in dots)


@pytest.mark.needs("report")
def test_the_proportions_are_drawn_with_their_intervals_and_told_in_words() -> None:
    advisory, patient = answered("published_newborn")
    [drawn] = drawn_for(advisory, patient)
    assert "surgery1998: operated: 7/30 = 23.3 % (95 % CI 11.8–40.9 %" in drawn.text
    sampled = [item for item in advisory.evidence if item.figure and item.figure.of == "sample"]
    assert drawn.svg.count("<circle") == len(sampled)
    assert drawn.svg.count("<polyline") == len(sampled) + 1
    assert "7/30" in drawn.svg


@pytest.mark.needs("report")
def test_published_cases_are_no_sample_and_get_no_interval() -> None:
    advisory, patient = answered("published_newborn")
    [drawn] = drawn_for(advisory, patient)
    assert "sugalska2021" not in drawn.text
    assert "30 of 33 published cases" in " ".join(advisory.to_text(full=True).split())


@pytest.mark.needs("report")
def test_the_measurements_are_drawn_over_age_with_the_treatment_shaded() -> None:
    _, drawn = drawn_for(*answered("measured_on_treatment"))
    assert drawn.title == "Measurements of this child"
    assert drawn.text == (
        "left ventricle: 15 mm at 4 days, 8 mm at 40 days; ventricular septum: 6 mm at 4 days, 3 mm at 110 days. "
        "mTOR inhibitor from day 5 to day 51."
    )
    assert "var(--band)" in drawn.svg
    assert "age in days" in drawn.svg


@pytest.mark.needs("report")
def test_drawings_take_their_colours_from_the_page_and_are_the_same_each_time() -> None:
    once, again = drawn_for(*answered("measured_on_treatment")), drawn_for(*answered("measured_on_treatment"))
    assert once == again
    for drawn in once:
        assert set(re.findall(r'(?:fill|stroke)="([^"]*)"', drawn.svg)) <= {
            "none", "var(--ink)", "var(--quiet)", "var(--accent)", "var(--band)",
        }  # fmt: skip


@pytest.mark.needs("report")
@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a?b=1", "http://localhost", "(www.example.de).", "example.org,", "a-b.example.com:80/x",
        "http://127.0.0.1:8000", "http://[::1:2:3]/", "somebody@example.org", "mailto:some.body@example.org",
        "www.xn--bcher-kva.example", "HTTPS://EXAMPLE.ORG", "10.1016/j.example",
    ],
)  # fmt: skip
def test_no_address_that_would_be_a_link_is_passed_over(address: str) -> None:
    from jinja2.utils import urlize

    for text in (address, f"as {address} says", f"<{address}>"):
        assert "<a " not in urlize(text) or LINKABLE.search(text)


@pytest.mark.needs("report")
def test_markup_in_a_record_is_only_text() -> None:
    patient = Patient.model_validate(
        {**CHILDREN["measured_on_treatment"], "medications": ["<script>alert(1)</script>"]}
    )
    page = to_html(advise(patient), patient)
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
