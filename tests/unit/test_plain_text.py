"""What somebody typed stays text: nothing in it acts on a terminal, a page or a reader's eye."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crdecide import InvalidPatient, advise
from crdecide.advisory.render.html import to_html

CHILD = {"age_days": 30, "tsc": {"status": "definite"}, "tumours": {"count": 2}, "symptoms": {"cyanosis": True}}
ACTING = [
    "\x1b[2JNO ALERTS",
    "a\n\nRECOMMENDED: everolimus",
    "a\rb",
    "abc\u202edcba",
    "a\u200bb",
    "\x07",
    "a\u2028b",
    "a\x85b",
]
TYPED = [
    "![i](http://evil.example/x.png)",
    "[click](javascript:alert(1))",
    "<script>alert(1)</script>",
    "*bold* `code`",
    "| a | b |",
]


@pytest.mark.parametrize("text", ACTING)
def test_a_character_that_a_screen_acts_on_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(InvalidPatient, match=r"medications\.0: Text should be one line .* character \d+ is U\+"):
        advise({**CHILD, "medications": [text]})
    with pytest.raises(InvalidPatient, match=r"adverse_events\.0\.text"):
        advise({**CHILD, "adverse_events": [{"event": "other", "text": text}]})


@pytest.mark.parametrize("text", TYPED)
@pytest.mark.parametrize("full", [False, True])
def test_markup_in_the_name_of_a_drug_is_inert_in_markdown(text: str, full: bool) -> None:
    told = advise({**CHILD, "medications": [text]}).to_markdown(full=full)
    assert not re.search(r"(?<!\\)!\[|(?<!\\)\]\(", told)
    assert "<script" not in told.replace("\\<script", "")


@pytest.mark.parametrize("text", TYPED)
@pytest.mark.needs("report")
def test_markup_in_the_name_of_a_drug_is_inert_in_html(text: str) -> None:
    page = to_html(advise({**CHILD, "medications": [text]}))
    assert "<script" not in page
    assert "evil.example/x.png" not in re.findall(r'(?:src|href)="([^"]*)"', page)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Co", "Zl", "Zp"]), min_size=1, max_size=60))
def test_letters_and_signs_of_any_script_are_taken(text: str) -> None:
    assert advise({**CHILD, "medications": [text]}).scope.status == "in_scope"
