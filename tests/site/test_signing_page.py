"""The page to sign on: its file is that of the command to the byte, and it says what is signed and what has changed."""

from __future__ import annotations

import html
import json
import random
import re
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import pytest
from support.altered import altered
from support.few_cards import few_cards
from support.page_program import run_node
from support.signed_rules import signed_file

from crdecide import Ruleset
from crdecide.assurance.scenarios.scenario import Scenario, read_scenarios
from crdecide.assurance.signing import Review, review_by
from crdecide.language.conditions import Among
from crdecide.language.loading.yaml_file import YamlFile, read_yaml
from crdecide.language.signoff.reviewer_file import ReviewerFile, as_yaml
from crdecide.publish.site.signoff_page.signing_page import signing_files

ROOT = Path(__file__).parents[2]
CHILD = "published_without_symptoms_day_4"
PROGRAM = (files("crdecide.publish.site.signoff_page") / "signoff_file.js").read_text(encoding="utf-8")
WRITE = """
const {readFileSync} = require("node:fs");
for (const line of readFileSync(0, "utf-8").split("\\n")) {
  const {reviewer, signed} = JSON.parse(line);
  const text = fileText(reviewer, signed.map(each => ({...each, comment: each.comment ?? ""})));
  const {reviewer: who, signed: again} = readFile(text);
  console.log(JSON.stringify([fileName(reviewer.name), text, fileText(who, again) === text]));
}
"""
READ = """
const {readFileSync} = require("node:fs");
for (const text of JSON.parse(readFileSync(0, "utf-8"))) {
  try { console.log(JSON.stringify(readFile(text))); } catch (error) { console.log(JSON.stringify(error.message)); }
}
"""
REWRITE = """
const {readFileSync} = require("node:fs");
for (const text of JSON.parse(readFileSync(0, "utf-8"))) {
  try {
    const {reviewer, signed} = readFile(text);
    console.log(JSON.stringify({text: fileText(reviewer, signed)}));
  } catch (error) {
    if (error.name !== "Error") throw error;
    console.log(JSON.stringify({why: error.message}));
  }
}
"""
UNSEEN = """
const names = JSON.parse(require("node:fs").readFileSync(0, "utf-8"));
console.log(JSON.stringify(names.map(name => [fileStem(name), unseen(name)])));
"""
NAMES = (
    "Ana Müller", "O'Brien-Smith, J.", "Ø. Åse", "李 雷", "Ἀνδρέας Σίσυφος", "İpek Ş.", "ﬁn 2²", "नेहा", "a\u200db",
    "Ⅷ ½", "x" * 80,
)  # fmt: skip
LETTERS = "\"'\\:{}[]-#&*!|>% \n\t0a"
COMMENTS = (None, 'She said "no": never.\nA second line.', "a\\b # c", "\t tab", "a—b", "𝛼 < β & γ </script>")


@pytest.fixture(scope="module")
def scenarios() -> Sequence[Scenario]:
    return [each for each in read_scenarios(ROOT / "features/children") if CHILD in each.place]


@pytest.fixture(scope="module")
def few(ruleset: Ruleset) -> Ruleset:
    return few_cards(ruleset)


@pytest.fixture(scope="module")
def unsigned(few: Ruleset, scenarios: Sequence[Scenario]) -> Review:
    return review_by(None, few, scenarios)


def page(review: Review, few: Ruleset) -> str:
    known = {"provenance": "crdecide", "short_disclaimer": few.manifest.short_disclaimer}
    return signing_files(review, few, known)["signoff.html"]


def random_files(review: Review) -> list[ReviewerFile]:
    rng = random.Random(7)
    made = []
    for name in NAMES:
        for comment in COMMENTS:
            items = rng.sample(review.items, rng.randint(0, 4))
            made.append(
                signed_file(name, items, "agree" if comment is None else "disagree", comment and comment.strip())
            )
    return made


def test_the_page_writes_the_file_that_crdecide_writes(unsigned: Review, tmp_path: Path) -> None:
    made = random_files(unsigned)
    given = "\n".join(file.model_dump_json() for file in made)
    for file, line in zip(made, run_node(PROGRAM + WRITE, tmp_path, given).splitlines(), strict=True):
        name, text, reads_again = json.loads(line)
        assert (name, text) == (file.file_name, as_yaml(file))
        assert reads_again


BROKEN = {
    "": "this is no file of a reviewer",
    "format: 1\nsigned:\n": "this is no file of a reviewer",
    "<<<<<<< HEAD\nformat: 1\n": "line 1: a merge was left unfinished here",
    'format: 1\nreviewer:\n  name: Ana\n': "line 3 is not written as this page writes it",
    'format: 1\n  name: "A"\n  role: "b"\nsigned:\n  - item: "card/a"\n': 'of "card/a" the sha256 is missing',
    '{"resourceType": "Bundle"}': "line 1 is not written as this page writes it",
}  # fmt: skip


def test_what_is_no_such_file_is_refused_with_its_line(tmp_path: Path) -> None:
    said = run_node(PROGRAM + READ, tmp_path, json.dumps([*BROKEN])).splitlines()
    for got, expected in zip(map(json.loads, said), BROKEN.values(), strict=True):
        assert got.startswith(expected), got


def damaged(text: str, seed: int) -> str:
    """The text with some letters gone, other ones, or a part of it twice."""
    rng, letters = random.Random(seed), list(text)
    for _ in range(rng.randint(1, 3)):
        place, length = rng.randrange(len(letters)), rng.randint(1, 40)
        changes = ([], [rng.choice(LETTERS)], letters[place : place + length] * 2)
        letters[place : place + rng.choice((1, length))] = rng.choice(changes)
    return "".join(letters)


def test_what_the_page_takes_of_a_damaged_file_it_writes_as_a_whole_one(unsigned: Review, tmp_path: Path) -> None:
    whole = as_yaml(signed_file("Nguyễn Thái Ngọc Duy", unsigned.items[:2], "disagree", "a: b # c"))
    # As an editor on Windows saves it: with a mark of the byte order, and other line ends.
    texts = ["\ufeff" + whole.replace("\n", "\r\n"), *(damaged(whole, seed) for seed in range(250))]
    answers = [json.loads(line) for line in run_node(PROGRAM + REWRITE, tmp_path, json.dumps(texts)).splitlines()]
    taken = [answer["text"] for answer in answers if "text" in answer]
    assert taken[0] == whole
    assert 5 < len(taken) < 200
    for text in taken:
        read = read_yaml("reviewer.yaml", text)
        assert isinstance(read, YamlFile)
        ReviewerFile.model_validate(read.data)


def test_what_cannot_be_seen_is_refused_by_both(tmp_path: Path) -> None:
    letters = ("\u202e", "\x07", "\u2028", "\u00ad", "\ufeff")
    told = json.loads(run_node(PROGRAM + UNSEEN, tmp_path, json.dumps([f"a{letter}b" for letter in letters])))
    for letter, (_, why) in zip(letters, told, strict=True):
        assert why == f"a sign that cannot be seen: U+{ord(letter):04X}"
        with pytest.raises(ValueError, match=f"U\\+{ord(letter):04X}"):
            signed_file(f"a{letter}b", ())


def test_everything_is_there_to_be_signed_with_what_is_signed(unsigned: Review, few: Ruleset) -> None:
    text = page(unsigned, few)
    packed = re.search(r'<script type="text/plain" id="items">(.*?)</script>', text)
    assert packed is not None
    told = json.loads(packed[1])
    assert {name: entry["sha256"] for name, entry in told.items()} == {each.id: each.sha256 for each in unsigned.items}
    shown = html.unescape(text)
    assert "Nobody: everything here is unsigned." in shown
    assert f"<summary>{unsigned.items[0].title}" in shown
    assert "<li>definite" not in shown
    for item in unsigned.items:
        assert f'<fieldset class="verdict" data-item="{item.id}">' in shown
    assert all(caveat.text in shown for caveat in few.caveats.values())
    for rule in few.rules:
        assert all(sentence in shown for sentence in rule.sentences()), rule.id
        assert all(few.statement(reference)[1].says in shown for reference in rule.evidence), rule.id
    assert "surveillance" in shown.partition("The answer</h3>")[2]


def test_who_signed_is_shown_and_what_has_changed_since(
    few: Ruleset, scenarios: Sequence[Scenario], ruleset: Ruleset
) -> None:
    before = review_by(None, ruleset, scenarios)
    child = before.children[0].item
    card = before.by_id["card/surgery_inoperable"]
    file = signed_file("Ana Müller", [child, card])
    changed = altered(few, "surgery_inoperable", title="Another title", applies_when=Among("surgical_risk", ("low",)))
    now = review_by(None, changed, scenarios)
    review = Review(now.items, (file,), now.kinds, now.children)
    text = html.unescape(page(review, changed))
    assert "<b>Ana Müller</b>, made up: 2 verdicts, 2 of them void: what they are on has changed" in text
    assert f'<a href="#{child.id}">{child.title}</a>: answered differently since Ana Müller signed on' in text
    assert "<dd>surveillance: usual course; certainty low (that the tumours regress)</dd>" in text
    assert "Not the same: when it applies, title." in text
    assert "agree, of what it said before it changed." in text
