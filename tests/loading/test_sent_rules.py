"""A rule set is equal to another of the same content, and may be sent to other processes, which make it once."""

from __future__ import annotations

import copy
import json
import os
import pickle
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import pytest
from support.broken_rules import RULES, edit

from crdecide import InvalidPatient, InvalidRuleset, Ruleset, advise, load_ruleset
from crdecide.advisory.one_child import builder_for
from crdecide.language.loading.assemble import load_unchecked, sha256_of
from crdecide.language.loading.rule_files import files_of
from crdecide.language.loading.rule_texts import read_texts
from crdecide.language.loading.sent_rules import RuleContent, made_again
from crdecide.language.loading.site_file import with_site_codes
from crdecide.language.loading.told_rules import told

EXAMPLES = RULES.parent / "docs/examples"
CHILD = json.loads((EXAMPLES / "sugalska2021_table1_row1.json").read_text(encoding="utf-8"))
WRONG = {"age_days": -1, "tumours": {"count": 2}, "symptoms": {"heart_failure": True}}
"""No record of a child, in which a danger can be read for all that."""


@pytest.fixture
def site(ruleset: Ruleset) -> Ruleset:
    return with_site_codes(ruleset, EXAMPLES / "site_codes_epic_like.yaml")


def answered(child: dict[str, object], ruleset: Ruleset) -> tuple[str, str | None, int]:
    """In another process: the answer, and how many builders that process has made until now."""
    advisory = advise(child, ruleset=ruleset)
    site = ruleset.site_codes.site if ruleset.site_codes else None
    return advisory.model_dump_json(), site, builder_for.cache_info().misses


def test_the_same_folder_is_loaded_once_however_often_it_is_asked_for(rules: Path) -> None:
    first = load_ruleset(rules)
    assert load_ruleset(str(rules)) is first
    edit(rules, "ruleset.yaml", "version: ", "version:  ")
    laid_out_otherwise = load_ruleset(rules)
    assert laid_out_otherwise == first
    assert {first: "kept"}[laid_out_otherwise] == "kept"
    assert builder_for(first) is builder_for(laid_out_otherwise)


def test_a_folder_that_says_something_else_is_another_rule_set(rules: Path) -> None:
    first = load_ruleset(rules)
    edit(rules, "vocabulary.yaml", "How old is the child, in days?", "How many days old is the child?")
    assert load_ruleset(rules) != first


def test_a_rule_set_altered_in_python_is_none_that_was_loaded_and_cannot_be_sent(ruleset: Ruleset) -> None:
    altered = replace(ruleset, cards=ruleset.cards[1:])
    assert altered.sha256 == ruleset.sha256
    assert altered != ruleset
    assert altered == altered
    with pytest.raises(pickle.PicklingError, match="altered in Python cannot be sent; write it to a folder"):
        pickle.dumps(altered)


def test_with_other_site_codes_a_rule_set_is_another(ruleset: Ruleset, site: Ruleset) -> None:
    assert site != ruleset
    sent = pickle.loads(pickle.dumps(site))
    assert sent == site
    assert sent.site_codes == site.site_codes
    assert sent.terminology.codes == site.terminology.codes


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda rules: pickle.loads(pickle.dumps(rules))])
def test_a_copy_is_the_same_rule_set(ruleset: Ruleset, copied: partial[Ruleset]) -> None:
    advise(CHILD, ruleset=ruleset)
    same = copied(ruleset)
    assert same == ruleset
    assert [rule.id for rule in same.rules] == [rule.id for rule in ruleset.rules]
    assert builder_for(same) is builder_for(ruleset)


def test_other_processes_answer_alike_and_make_the_rules_once(ruleset: Ruleset, site: Ruleset) -> None:
    children = [{**CHILD, "age_days": days} for days in range(12, 18)]
    own = [advise(child, ruleset=ruleset).model_dump_json() for child in children]
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as processes:
        there = list(processes.map(partial(answered, ruleset=ruleset), children))
        assert [answer for answer, _, _ in there] == own
        assert {builders for _, _, builders in there} == {1}
        assert processes.submit(answered, CHILD, site).result()[1:] == ("Example Children's Hospital", 2)
        with pytest.raises(InvalidPatient) as error:
            processes.submit(answered, WRONG, ruleset).result()
    assert error.value.problems[0].where == "age_days"
    assert error.value.danger
    assert error.value.danger in str(error.value)


def test_what_was_sent_has_the_same_bytes_in_every_process(ruleset: Ruleset) -> None:
    code = "import crdecide, pickle, sys; sys.stdout.buffer.write(pickle.dumps(crdecide.load_ruleset('rules')))"
    here = pickle.dumps(ruleset)
    for seed in ("1", "2"):
        env = {**os.environ, "PYTHONHASHSEED": seed}
        run = subprocess.run([sys.executable, "-c", code], cwd=RULES.parent, env=env, capture_output=True)
        assert run.stdout == here


def test_what_other_code_has_checked_is_checked_again(rules: Path) -> None:
    checked_by, _ = load_ruleset(rules).__reduce__()[1]
    edit(rules, "options/surgery_inoperable.yaml", "because: ", "because: Give sirolimus to this child at once. ")
    texts = read_texts(rules)
    files = files_of(texts)
    wrong = RuleContent(texts, told(load_unchecked(files, sha256_of(files))))._packed
    assert made_again(checked_by, wrong) != load_ruleset(RULES)
    with pytest.raises(InvalidRuleset, match="may not stand"):
        made_again("other code", wrong)


@pytest.mark.parametrize("error", [InvalidPatient, InvalidRuleset])
def test_an_error_keeps_its_problems_on_the_way(error: type[InvalidPatient], rules: Path) -> None:
    with pytest.raises((InvalidPatient, InvalidRuleset)) as raised:
        advise(WRONG) if error is InvalidPatient else load_ruleset(rules / "x")
    sent = pickle.loads(pickle.dumps(raised.value))
    assert (type(sent), str(sent), sent.problems) == (error, str(raised.value), raised.value.problems)
