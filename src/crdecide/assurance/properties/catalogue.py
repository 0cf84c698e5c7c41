"""The named properties, in the order in which they are told."""

from __future__ import annotations

from .adding_never_hides import ADDING_NEVER_HIDES
from .beside_danger import NO_REASSURANCE_BESIDE_DANGER
from .engines_agree import ENGINES_AGREE, ORDER_FREE
from .every_rule_matters import EVERY_RULE_MATTERS
from .everything_cited import EVERYTHING_CITED
from .first_visit import FIRST_VISIT_DECIDES
from .getting_worse import ALERTS_FAIL_SAFE, MONOTONE_IN_SURGICAL_RISK, MORE_DANGER_NEVER_FEWER_ALERTS
from .mtor_always_caveated import MTOR_ALWAYS_CAVEATED
from .never_directs import NEVER_DIRECTS
from .one_answer import NO_CONTRADICTION, TOTAL, WITHHOLDING_WINS
from .out_of_scope import OUT_OF_SCOPE_IS_SILENT
from .property import Property
from .review_always_said import REVIEW_IS_ALWAYS_SAID
from .unknown_is_not_absent import QUIET_ON_NOTHING, UNKNOWN_IS_NOT_ABSENT

PROPERTIES: tuple[Property, ...] = (
    NEVER_DIRECTS,
    MTOR_ALWAYS_CAVEATED,
    UNKNOWN_IS_NOT_ABSENT,
    TOTAL,
    FIRST_VISIT_DECIDES,
    WITHHOLDING_WINS,
    NO_CONTRADICTION,
    MONOTONE_IN_SURGICAL_RISK,
    MORE_DANGER_NEVER_FEWER_ALERTS,
    EVERY_RULE_MATTERS,
    EVERYTHING_CITED,
    OUT_OF_SCOPE_IS_SILENT,
    ALERTS_FAIL_SAFE,
    NO_REASSURANCE_BESIDE_DANGER,
    REVIEW_IS_ALWAYS_SAID,
    ADDING_NEVER_HIDES,
    ORDER_FREE,
    ENGINES_AGREE,
    QUIET_ON_NOTHING,
)
