"""What is given to `advise` as rules."""

from __future__ import annotations

from typing import Any

import pytest

from crdecide import advise


@pytest.mark.parametrize("given", ["my-rules", "", {}, False])
def test_what_is_no_rule_set_is_refused_and_never_taken_for_that_of_the_package(given: Any) -> None:
    with pytest.raises(TypeError, match="ruleset: expected a rule set, as "):
        advise({"age_days": 12}, ruleset=given)
