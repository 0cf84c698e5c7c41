"""The HTML report in a real browser: it renders, says nothing on the console, is accessible, and prints."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from support.reports import CHILDREN, Chromium

from crdecide import Patient, advise
from crdecide.advisory.render.html import to_html

IN_THE_DARK = ("measured_on_treatment", "refractory_arrhythmia")
RUN_AXE = """
<script>
axe.run(document, {resultTypes: ["violations", "incomplete"]}).then(found => {
  const report = document.createElement("pre");
  report.id = "axe-found";
  report.textContent = JSON.stringify({violations: found.violations.map(v => [v.id, v.nodes.map(n => n.html)]),
                                     passes: found.passes.map(p => p.id)});
  document.body.append(report);
});
</script>
"""


def page(folder: Path, child: dict[str, Any]) -> Path:
    patient = Patient.model_validate(child)
    path = folder / "report.html"
    path.write_text(to_html(advise(patient), patient), encoding="utf-8")
    return path


@pytest.mark.parametrize("child", CHILDREN)
def test_it_renders_without_a_word_on_the_console_and_loads_nothing(
    chromium: Chromium, tmp_path: Path, child: str
) -> None:
    run = chromium(page(tmp_path, CHILDREN[child]), "--dump-dom", "--enable-logging=stderr", "--v=0")
    assert "<h1>Cardiac rhabdomyoma</h1>" in run.stdout
    assert "CONSOLE" not in run.stderr
    assert re.findall(r"<(?:script|link|img|iframe)\b|@import|\burl\((?!#)", run.stdout) == []


# In the dark only the colours differ, which two reports have all of.
@pytest.mark.parametrize(
    ("child", "scheme"), [*((child, "light") for child in CHILDREN), *((child, "dark") for child in IN_THE_DARK)]
)
def test_axe_finds_no_violation(chromium: Chromium, axe: str, tmp_path: Path, child: str, scheme: str) -> None:
    path = page(tmp_path, CHILDREN[child])
    text = re.sub(r"<meta http-equiv[^>]*>", "", path.read_text(encoding="utf-8"))
    if scheme == "dark":
        text = text.replace("(prefers-color-scheme: dark)", "all")
    text = text.replace("<details", "<details open").replace("</body>", f"<script>{axe}</script>{RUN_AXE}</body>")
    path.write_text(text, encoding="utf-8")
    dom = chromium(path, "--dump-dom", "--virtual-time-budget=30000").stdout
    report = re.search(r'<pre id="axe-found">(.*?)</pre>', dom, re.DOTALL)
    assert report is not None, "axe did not finish"
    results = json.loads(html.unescape(report[1]))
    assert results["violations"] == []
    assert {"color-contrast", "document-title", "html-has-lang", "heading-order"} <= set(results["passes"])


@pytest.mark.parametrize("child", CHILDREN)
def test_it_is_read_at_320_pixels_without_scrolling_sideways(chromium: Chromium, tmp_path: Path, child: str) -> None:
    inner = html.escape(page(tmp_path, CHILDREN[child]).read_text(encoding="utf-8"), quote=True)
    outer = tmp_path / "narrow.html"
    measure = (
        "<script>onload = () => { const root = document.querySelector('iframe').contentDocument.documentElement;"
        "document.title = `${root.scrollWidth} of ${root.clientWidth}`; };</script>"
    )
    frame = f'<iframe srcdoc="{inner}" width="320" height="800" style="border: 0"></iframe>'
    outer.write_text(f"<title>no</title>{frame}{measure}", encoding="utf-8")
    dom = chromium(outer, "--dump-dom", "--virtual-time-budget=10000").stdout
    widths = re.search(r"<title>(\d+) of (\d+)</title>", dom)
    assert widths is not None
    assert int(widths[1]) <= int(widths[2])


@pytest.mark.parametrize("child", CHILDREN)
def test_it_prints_on_one_a4_page(chromium: Chromium, tmp_path: Path, child: str) -> None:
    target = tmp_path / "report.pdf"
    chromium(page(tmp_path, CHILDREN[child]), f"--print-to-pdf={target}", "--no-pdf-header-footer")
    pages = PdfReader(target).pages
    assert len(pages) == 1
    width, height = (round(float(side)) for side in pages[0].mediabox[2:])
    assert (width, height) == pytest.approx((595, 842), abs=1)
    printed = "".join(part.extract_text() for part in pages)
    assert "not a recommendation to treat" in printed.replace("\n", " ")
    assert advise(CHILDREN[child]).provenance.ruleset in printed.replace("\n", " ")


def test_every_caveat_and_certainty_is_printed(chromium: Chromium, tmp_path: Path) -> None:
    target = tmp_path / "report.pdf"
    chromium(page(tmp_path, CHILDREN["published_newborn"]), f"--print-to-pdf={target}", "--no-pdf-header-footer")
    extracted = "".join(part.extract_text() for part in PdfReader(target).pages)
    printed = " ".join(unicodedata.normalize("NFKC", extracted).split())
    advisory = advise(CHILDREN["published_newborn"])
    for caveat in advisory.caveats:
        assert caveat.short in printed
    for option in advisory.options:
        assert option.certainty_of is None or f"({option.certainty_of})" in printed
