"""The documentation of the site: every link leads somewhere, every page is reached, what is searched for is found."""

from __future__ import annotations

import html
import json
import posixpath
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from support.page_program import run_node

from crdecide import CrdecideError
from crdecide.publish.site.documentation.documentation_pages import START, documentation_files
from crdecide.publish.site.documentation.markdown_html import addresses, as_html, headings, tokens_of
from crdecide.publish.site.documentation.project_files import Documentation, place_of, read_documentation
from crdecide.publish.site.page_script import script
from crdecide.publish.site.search.page_texts import pieces

ROOT = Path(__file__).parents[2]
KNOWN = {"provenance": "", "short_disclaimer": ""}
SEARCH = """
const {pieces, queries} = JSON.parse(require("node:fs").readFileSync(0, "utf-8"));
const first = query => found(pieces, query);
console.log(JSON.stringify(queries.map(first)));
"""


@pytest.fixture(scope="module")
def documentation() -> Documentation:
    return read_documentation(ROOT / "docs")


@pytest.fixture(scope="module")
def made(documentation: Documentation) -> Mapping[str, str]:
    return documentation_files(documentation, KNOWN)


def anchors(name: str, documentation: Documentation) -> set[str]:
    return {str(token.attrs["id"]) for token in tokens_of(documentation.pages[name]) if "id" in token.attrs}


def test_every_link_of_the_markdown_leads_to_a_file_and_to_a_heading_in_it(documentation: Documentation) -> None:
    checked = 0
    for name, text in documentation.pages.items():
        for address in addresses(tokens_of(text)):
            if "://" in address:
                assert address.startswith("https://"), (name, address)
                continue
            anchor = address.partition("#")[2]
            place = place_of(address, name) or name
            assert (ROOT / place).exists(), (name, address)
            if anchor:
                assert anchor in anchors(place, documentation), (name, address)
            checked += 1
    assert checked > 150


def test_all_markdown_of_the_project_is_in_it_but_notes_beside_the_code(documentation: Documentation) -> None:
    folders = (ROOT / "docs", ROOT / "benchmarks", ROOT / "rules")
    files = [*ROOT.glob("*.md"), *(path for folder in folders for path in folder.rglob("*.md"))]
    names = {path.relative_to(ROOT).as_posix() for path in files}
    # A log for maintainers, with addresses that are never linked.
    assert names - documentation.pages.keys() == {"rules/evidence/READ.md"}


def links(page: str) -> list[str]:
    return [html.unescape(address) for address in re.findall(r'<a [^>]*?href="([^"]*)"', page)]


def test_every_page_is_reached_from_the_first(made: Mapping[str, str]) -> None:
    reached, waiting = set(), [START]
    while waiting:
        name = waiting.pop()
        if name in reached or name not in made:
            continue
        reached.add(name)
        main = made[name].partition("<main")[2]
        paths = [address.partition("#")[0] for address in links(main) if "://" not in address]
        waiting += [posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) for path in paths if path]
    assert reached == made.keys()


def test_each_page_has_one_title_and_each_of_its_anchors_once(made: Mapping[str, str]) -> None:
    for name, page in made.items():
        assert page.count("<h1>") == 1, name
        ids = re.findall(r' id="([^"]*)"', page)
        assert len(ids) == len(set(ids)), name
        # Neither is let in: a page has no style and no program but that of the site.
        assert re.findall(r"<(?:script|style)\b| style=| on\w+=", page) == [], name
        assert "<!--" not in page, name


def test_a_page_that_points_nowhere_is_refused_with_its_link(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    with pytest.raises(CrdecideError, match="expected the page that leads to the others"):
        read_documentation(tmp_path / "docs")
    for address in ("gone.md", "../../outside.md", "//example.org/a.md", "/etc/hostname", "gone%20too.md#there"):
        (tmp_path / "docs/README.md").write_text(f"# A\n\n[b]({address})\n", encoding="utf-8")
        with pytest.raises(
            CrdecideError, match=rf"docs/README.md: the link to '{re.escape(address)}' leads to no file"
        ):
            read_documentation(tmp_path / "docs")


def test_pictures_of_any_kind_are_shown_and_what_is_neither_text_nor_picture_is_refused(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "README.md").write_text("# A\n\n![b](c.JPG) ![d](e.svg)\n", encoding="utf-8")
    for name in ("c.JPG", "e.svg", "f.zip"):
        (docs / name).write_bytes(b"\xff\xd8<svg/>")
    page = documentation_files(read_documentation(docs), KNOWN)[START]
    assert re.findall(r'src="data:([^;]*);base64,', page) == ["image/jpeg", "image/svg+xml"]
    (docs / "README.md").write_text("# A\n\n[b](f.zip)\n", encoding="utf-8")
    with pytest.raises(CrdecideError, match=r"docs/f.zip: expected a text in UTF-8 that may be read, or a picture"):
        read_documentation(docs)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "[a](javascript:alert(1))",
        "![a](data:image/svg+xml;base64,PHN2Zz4=)",
        "```\n</code></pre><script>alert(1)</script>\n```",
        '[a](https://example.org/"onmouseover="alert(1))',
        "<!-- a --> <b onclick=alert(1)>",
        '# <i onclick="alert(1)">a</i>',
    ],
)
def test_no_markdown_brings_a_program_with_it(text: str) -> None:
    made = as_html(tokens_of(text), lambda address: address)
    tags = re.findall(r"<(\w+)([^>]*)>", made)
    assert {tag for tag, _ in tags} <= {"p", "a", "h1", "pre", "code"}
    assert {name for _, names in tags for name in re.findall(r' ([\w-]+)="', names)} <= {
        "href",
        "rel",
        "id",
        "tabindex",
    }
    assert "javascript:" not in "".join(re.findall(r'href="([^"]*)"', made))


def test_a_second_heading_of_a_name_and_a_term_have_anchors_as_on_github() -> None:
    text = "# A\n\n## What `it` says?\n\n## What it says\n\n| term | means |\n| --- | --- |\n| bears on | x |\n"
    made = as_html(tokens_of(text), lambda address: address)
    assert re.findall(r' id="([^"]*)"', made) == ["a", "what-it-says", "what-it-says-1", "bears-on"]


def test_odd_headings_have_anchors_of_their_own() -> None:
    text = "##\n\n## 日本\n\n> ## [a](https://example.org) `b`\n\n- c\n\n  ## 日本\n\n## ![d](e.png)\n\nf\n---\n"
    found = headings(tokens_of(text), "h2")
    assert [anchor for anchor, _ in found] == ["section", "日本", "a-b", "日本-1", "section-1", "f"]


QUESTIONS = {
    "EHR": "documentation/docs/ehr.html",
    "how to call it from an EHR": "documentation/docs/ehr.html",
    "insufficient evidence": "documentation/docs/GLOSSARY.html#insufficient-evidence",
    "what does insufficient evidence mean": "documentation/docs/GLOSSARY.html#insufficient-evidence",
    "caveats": "documentation/docs/GLOSSARY.html#caveat",
    "hazards": "documentation/docs/hazards.html",
    "benchmark": "documentation/benchmarks/README.html",
    "may_be_considered": "documentation/docs/stances.html",
    "install": "documentation/README.html#install-it",
}
"""What somebody types, and the page that has to be among the first three."""


def test_what_a_newcomer_looks_for_is_among_the_first_that_are_found(made: Mapping[str, str], tmp_path: Path) -> None:
    found = searched(made, [*QUESTIONS], tmp_path)
    for (query, page), hits in zip(QUESTIONS.items(), found, strict=True):
        assert page in [hit["address"].partition("#")[0] if "#" not in page else hit["address"] for hit in hits[:3]], (
            query, [hit["address"] for hit in hits[:5]],
        )  # fmt: skip


def test_signs_and_what_is_nowhere_are_searched_for_without_a_fault(made: Mapping[str, str], tmp_path: Path) -> None:
    found = searched(made, ["", " ", ".*", "(", "[a-z]+\\", "zzzz qqqq", "<script>", "日本語", "a" * 5000], tmp_path)
    assert [len(hits) for hits in found[:2]] == [0, 0]
    assert found[5] == found[7] == found[8] == []


def searched(made: Mapping[str, str], queries: list[str], folder: Path) -> list[list[Any]]:
    told = [{"address": p.address, "title": p.named(), "page": p.page, "text": p.text()} for p in pieces(made)]
    out = run_node(script(["search/finding"]) + SEARCH, folder, json.dumps({"pieces": told, "queries": queries}))
    return [each["pieces"] for each in json.loads(out)]


def test_a_page_is_searched_by_its_headings_and_terms_or_as_one_and_its_nav_and_programs_never() -> None:
    page = (
        "<nav><h2 id=n>no</h2></nav><main> <h1>A <code>b</code></h1><p>c</p><script>no</script>"
        '<h2 id="d">D <a class="anchor" href="#d">#</a></h2><p>e<br>f<p>i</p>'
        '<table><tr id="t">\n<td>T</td><td>g</td></tr></table>'
        "<h2>h</h2></main><footer>no</footer>"
    )
    found = [(p.address, p.named(), p.page, p.text()) for p in pieces({"x/y.html": page, "style.css": "no"})]
    assert found == [
        ("x/y.html", "A b", "", "c"),
        ("x/y.html#d", "D", "A b", "e f i"),
        ("x/y.html#t", "T", "A b", "g h"),
    ]
    [whole] = pieces({"x/y.html": page}, whole=("x",))
    assert (whole.named(), whole.text()) == ("A b", "c D # e f i T g h")
