"""The evidence as pages: what rests on a source, its figures drawn, and which answers would differ without it."""

from __future__ import annotations

import html
import posixpath
import random
import re
from collections import Counter
from collections.abc import Mapping
from itertools import product

import pytest
from support.altered import altered, card, concluding
from support.children import random_child
from support.few_cards import few_cards

from crdecide import Ruleset, advise
from crdecide.advisory.proportions import interval, proportion
from crdecide.assurance.changed_answers import Counted, how_many
from crdecide.assurance.properties.subject import Subject
from crdecide.evaluation.symbolic.diagrams import Diagrams
from crdecide.guideline.named_ids import DANGER_SENTENCE
from crdecide.guideline.options import OPTIONS
from crdecide.language.conditions import Among
from crdecide.language.evidence import Figure
from crdecide.language.truth import TRUE
from crdecide.publish.site.boundary_children import said
from crdecide.publish.site.evidence_pages.answer_words import outcome_words
from crdecide.publish.site.evidence_pages.disagreement_pairs import disagreements
from crdecide.publish.site.evidence_pages.drawn_figure import LEFT, WIDE, drawn
from crdecide.publish.site.evidence_pages.fallen_source import (
    SHOWN,
    ChangedAnswer,
    FallenSource,
    falling_with,
    rests_on_alone,
    silenced,
    what_falls,
)
from crdecide.publish.site.evidence_pages.source_pages import evidence_files
from crdecide.publish.site.evidence_pages.told_sources import in_figures, percent

KNOWN = {"provenance": "crdecide.", "short_disclaimer": "No recommendation."}
FALLING = ("smythe1990", "everolimus_sega_label", "sugalska2021_lay")


@pytest.fixture(scope="module")
def fallen(ruleset: Ruleset) -> Mapping[str, FallenSource]:
    return {source: what_falls(source, ruleset) for source in (*FALLING, "bosi1996")}


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


def test_a_summary_is_no_second_witness_and_falls_with_what_it_sums_up(ruleset: Ruleset) -> None:
    together = falling_with("sugalska2021", ruleset)
    assert together == {"sugalska2021", "sugalska2021_lay"}
    assert falling_with("sugalska2021_lay", ruleset) == {"sugalska2021_lay"}
    of_both = card(ruleset, "mtor_inhibitor_especially")
    assert rests_on_alone(of_both, together)
    assert not rests_on_alone(of_both, frozenset({"sugalska2021"}))
    assert not rests_on_alone(card(ruleset, "surgery_refractory_arrhythmia"), together)


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
    changes = answers(what_falls("surgery1998", other))["tsc_evaluation"].changes
    assert [outcome_words("option", change.after, other) for change in changes] == [
        "no answer, but a contradiction of tsc_evaluation_open, tsc_evaluation_settled"
    ]


def test_no_answer_of_a_child_differs_but_those_that_are_named(
    fallen: Mapping[str, FallenSource], ruleset: Ruleset
) -> None:
    without = silenced(ruleset, {rule.id for rule in fallen["everolimus_sega_label"].rules})
    named, differing, rng = answers(fallen["everolimus_sega_label"]), set[str](), random.Random(23)
    shown = [dict(change.child) for answer in named.values() for change in answer.changes if change.child]
    for child in (*shown, *(random_child(rng) for _ in range(15))):
        before, after = (advise(child, ruleset=rules, engine="reference") for rules in (ruleset, without))
        for told, now in zip(before.options, after.options, strict=False):
            if (told.stance, told.especially) != (now.stance, now.especially):
                differing.add(told.option)
        differing |= {each.id for each in before.alerts} ^ {each.id for each in after.alerts}
    assert differing <= named.keys()
    assert differing


def test_each_child_shown_is_answered_as_its_change_says(fallen: Mapping[str, FallenSource], ruleset: Ruleset) -> None:
    tried: Counter[str] = Counter()
    for source in FALLING[:2]:
        without = silenced(ruleset, {rule.id for rule in fallen[source].rules})
        for answer in fallen[source].answers:
            for change in answer.changes:
                if change.child is not None:
                    told = [said_of(change.child, answer, rules) for rules in (ruleset, without)]
                    assert told == [outcome_words(answer.kind, each, ruleset) for each in (change.before, change.after)]
                    tried[answer.kind] += 1
    assert {"danger", "option", "alert", "note"} <= tried.keys()


def said_of(child: Mapping[str, object], answer: ChangedAnswer, ruleset: Ruleset) -> str:
    """What one child is told of an answer, in the words of the page."""
    advisory = advise(dict(child), ruleset=ruleset, engine="reference")
    told: object = None
    match answer.kind:
        case "danger":
            told = {"unknown": None}.get(advisory.danger.value, advisory.danger.value)
        case "scope":
            told = advisory.scope.status
        case "option":
            of_option = [each for each in advisory.options if each.option == answer.name]
            told = ", ".join(f"{each.stance}{', especially' if each.especially else ''}" for each in of_option) or None
        case "alert":
            of_card = {each.id: "asked for" for each in advisory.checks} | {
                each.id: "shown" for each in advisory.alerts
            }
            told = of_card.get(answer.name)
        case "note":
            told = "said" if answer.name in {note.id for each in advisory.options for note in each.notes} else None
        case "monitoring":
            told = "said" if answer.name in {each.id for each in advisory.monitoring} else None
    return outcome_words(answer.kind, None if told is None else str(told), ruleset)


def test_only_what_a_reader_is_told_is_shown_in_the_order_of_its_weight(fallen: Mapping[str, FallenSource]) -> None:
    kinds = [answer.kind for answer in fallen["smythe1990"].answers]
    assert [*dict.fromkeys(kinds)] == [kind for kind in SHOWN if kind in kinds]
    # A card about an option speaks through the option, which is shown; and the danger sentence is the danger.
    assert {answer.name for answer in fallen["smythe1990"].answers if answer.kind == "option"} <= {*OPTIONS}
    assert DANGER_SENTENCE not in answers(fallen["smythe1990"])


def test_the_combinations_that_differ_are_those_of_a_walk_through_all(
    fallen: Mapping[str, FallenSource], ruleset: Ruleset
) -> None:
    name, subject = "tsc_likelihood_several_tumours", Subject(ruleset)
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
    assert (answer.combinations, answer.of) == (different, possible)
    assert 0 < different < possible


def test_parts_that_are_not_asked_for_count_with_all_their_states() -> None:
    diagrams, sizes = Diagrams(), (2, 3, 5)
    last = diagrams.branch(2, [diagrams.leaf(place < 2) for place in range(5)])
    node = diagrams.branch(0, [diagrams.leaf(True), last])
    assert how_many(diagrams, node, Counted((0, 1, 2), sizes)) == 15 + 6
    assert how_many(diagrams, last, Counted((1, 2), sizes[1:])) == 6
    assert how_many(diagrams, diagrams.leaf(True), Counted((0, 2), (2, 5))) == 10


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
    assert "Combinations are no children" in page
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


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (0, "0"),
        (811_296, "811,296"),
        (999_999, "999,999"),
        (1_000_000, "1 million"),
        (1_360_000_000, "1.36 billion"),
        (999_600_000, "1 billion"),
        (17_421_436_800, "17.4 billion"),
        (587_510_431_200, "588 billion"),
    ],
)
def test_nobody_reads_eleven_figures(number: int, shown: str) -> None:
    assert in_figures(number) == shown
