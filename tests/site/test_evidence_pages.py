"""The evidence as pages: what rests on a source, its figures drawn, and which answers would differ without it."""

from __future__ import annotations

import html
import posixpath
import random
import re
from collections.abc import Mapping
from itertools import product

import pytest
from support.altered import altered, card, concluding
from support.children import random_child
from support.few_cards import few_cards

from crdecide import Ruleset, advise
from crdecide.advisory.proportions import interval, proportion
from crdecide.assurance.properties.subject import Subject
from crdecide.evaluation.precedence import OptionOutcome
from crdecide.evaluation.symbolic.diagrams import Diagrams
from crdecide.evaluation.symbolic.variables import Part
from crdecide.language.conditions import Among
from crdecide.language.evidence import Figure
from crdecide.language.truth import TRUE
from crdecide.publish.site.boundary_children import said
from crdecide.publish.site.evidence_pages.answer_words import outcome_words
from crdecide.publish.site.evidence_pages.counted_states import counted
from crdecide.publish.site.evidence_pages.disagreement_pairs import disagreements
from crdecide.publish.site.evidence_pages.drawn_figure import LEFT, WIDE, drawn
from crdecide.publish.site.evidence_pages.fallen_source import ChangedAnswer, FallenSource, Falls, silenced
from crdecide.publish.site.evidence_pages.source_pages import evidence_files
from crdecide.publish.site.evidence_pages.told_sources import percent

KNOWN = {"provenance": "crdecide.", "short_disclaimer": "No recommendation."}
FALLING = ("smythe1990", "everolimus_sega_label", "sugalska2021_lay")


@pytest.fixture(scope="module")
def subject(ruleset: Ruleset) -> Subject:
    return Subject(ruleset)


@pytest.fixture(scope="module")
def fallen(subject: Subject) -> Mapping[str, FallenSource]:
    falls = Falls(subject)
    return {source: falls.with_source(source) for source in (*FALLING, "bosi1996")}


@pytest.fixture(scope="module")
def pages(ruleset: Ruleset) -> Mapping[str, str]:
    """The pages of a few cards, and of all sources."""
    return evidence_files(few_cards(ruleset), None, KNOWN)


def answers(fallen: FallenSource) -> Mapping[str, ChangedAnswer]:
    return {answer.name: answer for answer in fallen.answers}


def test_what_cites_nothing_else_falls_with_a_source(fallen: Mapping[str, FallenSource], ruleset: Ruleset) -> None:
    for source in FALLING:
        names = {rule.id for rule in fallen[source].rules}
        assert names == {
            rule.id for rule in ruleset.rules if {each.partition("#")[0] for each in rule.evidence} == {source}
        }


def test_where_every_rule_cites_something_else_no_answer_differs(fallen: Mapping[str, FallenSource]) -> None:
    assert fallen["bosi1996"] == FallenSource((), ())


def test_without_its_source_a_finding_is_unknown_and_never_no(ruleset: Ruleset) -> None:
    child = {"age_days": 9, "tumours": {"count": 2}, "tsc": {"status": "excluded"}}
    without = silenced(ruleset, {"tsc", "symptomatic"})
    known = {finding.id: finding.value for finding in advise(child, ruleset=without, engine="reference").findings}
    assert known["tsc"] == known["symptomatic"] == "unknown"


def test_a_finding_of_a_lone_yes_does_not_become_no_without_its_source(ruleset: Ruleset) -> None:
    # A lone "yes" is "no" wherever its condition fails; a finding without a source says neither.
    other = concluding(ruleset, "born", ("yes", Among("life_stage", ("postnatal",))))
    child = {"life_stage": "prenatal", "tumours": {"count": 2}}
    values = [
        {each.id: each.value for each in advise(child, ruleset=rules, engine="reference").findings}["born"]
        for rules in (other, silenced(other, {"born"}))
    ]
    assert values == ["no", "unknown"]


def test_cards_that_would_contradict_each_other_without_a_source_are_told_and_no_error(ruleset: Ruleset) -> None:
    # A note keeps two cards apart that hold of the same children, and rests on one source alone.
    same = card(ruleset, "tsc_evaluation_open").applies_when
    kept_apart = altered(altered(ruleset, "tsc_evaluation_open", withheld_by=()), "operated_before", applies_when=same)
    other = altered(kept_apart, "tsc_evaluation_settled", applies_when=same, withheld_by=("operated_before",))
    turns = answers(Falls(Subject(other)).with_source("surgery1998"))["tsc_evaluation"].turns
    assert [outcome_words("option", turn.after, other) for turn in turns] == [
        "no answer, since cards would contradict each other: tsc_evaluation_open, tsc_evaluation_settled"
    ]


def test_no_answer_of_a_child_differs_but_those_that_are_named(
    fallen: Mapping[str, FallenSource], ruleset: Ruleset
) -> None:
    without = silenced(ruleset, {rule.id for rule in fallen["everolimus_sega_label"].rules})
    named, differing, rng = answers(fallen["everolimus_sega_label"]), set[str](), random.Random(23)
    shown = [dict(answer.child) for answer in named.values() if answer.child]
    for child in (*shown, *(random_child(rng) for _ in range(15))):
        before, after = (advise(child, ruleset=rules, engine="reference") for rules in (ruleset, without))
        for told, now in zip(before.options, after.options, strict=False):
            if (told.stance, told.especially) != (now.stance, now.especially):
                differing.add(told.option)
        differing |= {each.id for each in before.alerts} ^ {each.id for each in after.alerts}
    assert differing <= named.keys()
    assert differing


def test_a_child_shown_is_answered_otherwise_without_the_source(
    fallen: Mapping[str, FallenSource], ruleset: Ruleset
) -> None:
    tried = 0
    for source in FALLING[:2]:
        without = silenced(ruleset, {rule.id for rule in fallen[source].rules})
        for answer in fallen[source].answers:
            if answer.kind != "option" or answer.child is None:
                continue
            stances = [stance_of(answer.name, answer.child, rules) for rules in (ruleset, without)]
            assert stances[0] != stances[1] or especially_differs(answer)
            assert tuple(stances) in {(plain(turn.before), plain(turn.after)) for turn in answer.turns}
            tried += 1
    assert tried >= 3


def stance_of(option: str, child: Mapping[str, object], ruleset: Ruleset) -> str | None:
    advisory = advise(dict(child), ruleset=ruleset, engine="reference")
    return {each.option: str(each.stance) for each in advisory.options}.get(option)  # type: ignore[call-overload]


def plain(outcome: object) -> str | None:
    return str(outcome.stance) if isinstance(outcome, OptionOutcome) else None


def especially_differs(answer: ChangedAnswer) -> bool:
    return any(plain(turn.before) == plain(turn.after) for turn in answer.turns)


def test_the_states_that_differ_are_those_of_a_walk_through_every_state(
    subject: Subject, fallen: Mapping[str, FallenSource], ruleset: Ruleset
) -> None:
    name = "tsc_likelihood_several_tumours"
    answer, note = answers(fallen["sugalska2021_lay"])[name], card(ruleset, name)
    without = Subject(silenced(ruleset, {rule.id for rule in fallen["sugalska2021_lay"].rules}), beside=subject)
    before, after = said(subject, note), said(without, note)
    over = sorted({*subject.diagrams.support(before), *subject.diagrams.support(after)})
    bearing = [node for node in subject.rules.contradicted if {*subject.diagrams.support(node)} & {*over}]
    possible = different = 0
    for states in product(*(range(len(subject.parts[part].states)) for part in over)):
        place = [0] * len(subject.parts)
        for part, state in zip(over, states, strict=True):
            place[part] = state
        if any(subject.diagrams.at(node, place) is TRUE for node in bearing):
            continue
        possible += 1
        different += subject.diagrams.at(before, place) != subject.diagrams.at(after, place)
    assert (answer.states, answer.of) == (different, possible)
    assert 0 < different < possible


def test_parts_that_are_not_asked_for_count_with_all_their_states() -> None:
    diagrams = Diagrams()
    parts = [Part((str(size),), tuple((state,) for state in range(size))) for size in (2, 3, 5)]
    last = diagrams.branch(2, [diagrams.leaf(place < 2) for place in range(5)])
    node = diagrams.branch(0, [diagrams.leaf(True), last])
    assert counted(diagrams, parts, node, (0, 1, 2)) == {True: 15 + 6, False: 9}
    assert counted(diagrams, parts, last, (1, 2)) == {True: 6, False: 9}
    assert counted(diagrams, parts, diagrams.leaf("x"), (0, 2)) == {"x": 10}


def test_a_figure_is_drawn_with_its_interval_only_where_it_is_of_a_sample() -> None:
    sample = drawn(Figure(numerator=20, denominator=24))
    assert sample is not None
    low, high = interval(Figure(numerator=20, denominator=24))
    assert (sample.low, sample.point, sample.high) == tuple(
        round(LEFT + WIDE * share, 1) for share in (low, 20 / 24, high)
    )
    assert sample.cells == ()
    cases = drawn(Figure(numerator=30, denominator=33, of="published_cases"))
    assert cases is not None
    assert (cases.point, cases.low, cases.high) == (None, None, None)
    assert [cell.counted for cell in cases.cells] == [True] * 30 + [False] * 3
    assert cases.cells[-1].x + cases.cells[-1].width <= LEFT + WIDE


@pytest.mark.parametrize(("share", "shown"), [(1.0, "100 %"), (0.23058, "23.1 %"), (9.6e-6, "less than 0.001 %")])
def test_a_share_that_is_not_nothing_is_never_told_as_nothing(share: float, shown: str) -> None:
    assert percent(share) == shown


def test_every_source_has_a_page_with_all_that_it_says(pages: Mapping[str, str], ruleset: Ruleset) -> None:
    for source in ruleset.sources.values():
        page = html.unescape(pages[f"sources/{source.id}.html"])
        assert source.citation in page
        for name, statement in source.statements.items():
            assert f'id="{name}"' in page
            assert statement.says in page
            assert statement.locator in page
            assert statement.figure is None or proportion(statement.figure) in page
            assert statement.figure is None or proportion(statement.figure) in html.unescape(pages["evidence.html"])


def test_every_link_leads_to_a_place_that_is_there(pages: Mapping[str, str], ruleset: Ruleset) -> None:
    cards = {f"cards/{rule.id}.html" for rule in ruleset.rules}
    for name, page in pages.items():
        for address in re.findall(r'href="([^"]*)"', page):
            path, _, place = html.unescape(address).partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
            if target.startswith(("sources/", "evidence")):
                assert not place or f'id="{place}"' in pages[target], (name, address)
            elif target.startswith("cards/"):
                assert target in cards, (name, address)


def test_what_disagrees_stands_side_by_side_once(pages: Mapping[str, str], ruleset: Ruleset) -> None:
    pairs, page = disagreements(ruleset), html.unescape(pages["evidence.html"])
    said = [each.disagrees for source in ruleset.sources.values() for each in source.statements.values()]
    how = [disagreement.how for disagreement in said if disagreement]
    # Two statements that each name the other are one pair.
    assert len(pairs) == len(how) - 1
    assert sorted(how) == sorted(each for pair in pairs for each in pair.how)
    assert all(f"The difference: {text}." in page for text in how)
    assert page.count('class="pair"') == len(pairs)


def test_a_page_says_what_falling_means_and_what_goes_on_on_less(pages: Mapping[str, str], ruleset: Ruleset) -> None:
    page = html.unescape(pages["sources/sugalska2021.html"])
    assert "a finding stays unknown, since unknown is never no" in page
    assert "States are no children" in page
    assert "would rest on" in page
    assert ruleset.caveats["temporary_only"].text in page.partition("Caveats that would have no source")[2]
    assert "no answer would differ" in pages["sources/bosi1996.html"]


def test_a_page_that_names_an_option_has_the_caveats_that_it_demands(
    pages: Mapping[str, str], ruleset: Ruleset
) -> None:
    texts = [ruleset.caveats[name].text for name in ruleset.vocabulary.options["mtor_inhibitor"].demands_caveats]
    page = html.unescape(pages["sources/sugalska2021.html"])
    label = ruleset.vocabulary.options["mtor_inhibitor"].label
    assert f"{label}: may be considered" in page
    assert all(text in page.partition('id="statements"')[0] for text in texts)
