"""The pages of the scenarios: one that leads to all, and one for each vignette."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crdecide.assurance.scenarios.scenario import Scenario
from crdecide.assurance.scenarios.vignettes import vignette_names
from crdecide.language.ruleset import Ruleset

from ..inline_parts import content_hash
from ..page_script import script
from ..site_templates import templates
from .child_stories import ChildStory, child_story
from .grouped_scenarios import options_claimed, scenario_groups

PROGRAM = ("scenario_pages/scenario_filter",)


def scenario_files(
    ruleset: Ruleset, scenarios: Sequence[Scenario] | None, known: Mapping[str, Any]
) -> Mapping[str, str]:
    """The text of each page, by its path. `known` is what every page of the site says."""
    files = vignette_names(scenarios or ())
    stories = sorted((child_story(one, file, ruleset) for one, file in files.items()), key=_published_first)
    page = templates().get_template("scenario_pages/child_page.html.jinja")
    below = {**known, "root": "../"}
    followed = zip(stories, [*stories[1:], None], strict=False)
    pages = {f"children/{story.file}.html": page.render(story=story, next=after, **below) for story, after in followed}
    return {**pages, "scenarios.html": _list(stories, [*files], scenarios, ruleset, known)}


def _list(
    stories: Sequence[ChildStory],
    vignettes: Sequence[Scenario],
    scenarios: Sequence[Scenario] | None,
    ruleset: Ruleset,
    known: Mapping[str, Any],
) -> str:
    others = [scenario for scenario in scenarios or () if scenario not in vignettes]
    groups, program = scenario_groups(others, ruleset), script(PROGRAM)
    sources = {name for group in groups for name in group.sources}
    sources |= {each.source.id for story in stories for each in story.retells}
    rendered: str = (
        templates()
        .get_template("scenario_pages/scenario_list.html.jinja")
        .render(
            stories=stories,
            options_of={story.file: tuple(dict.fromkeys(options_claimed(story.scenario))) for story in stories},
            groups=groups,
            options=ruleset.vocabulary.options,
            sources=sorted((ruleset.sources[name] for name in sources), key=lambda source: source.short),
            count=len(scenarios or ()),
            features_given=scenarios is not None,
            script=program,
            script_hash=content_hash(program),
            **{**known, "root": ""},
        )
    )
    return rendered


def _published_first(story: ChildStory) -> tuple[bool, str]:
    return not story.retells, story.file
