"""The named properties, in the order in which they are told."""

from __future__ import annotations

from .caveats import MTOR_ALWAYS_CAVEATED
from .citations import EVERYTHING_CITED
from .danger import ALERTS_FAIL_SAFE, MONOTONE_IN_SURGICAL_RISK, MORE_DANGER_NEVER_FEWER_ALERTS
from .engines import ENGINES_AGREE, ORDER_FREE
from .knowledge import QUIET_ON_NOTHING, UNKNOWN_IS_NOT_ABSENT
from .one_answer import NO_CONTRADICTION, TOTAL, WITHHOLDING_WINS
from .property import Property
from .relevance import EVERY_RULE_MATTERS
from .silence import OUT_OF_SCOPE_IS_SILENT
from .words import NEVER_DIRECTS

PROPERTIES: tuple[Property, ...] = (
    NEVER_DIRECTS,
    MTOR_ALWAYS_CAVEATED,
    UNKNOWN_IS_NOT_ABSENT,
    TOTAL,
    WITHHOLDING_WINS,
    NO_CONTRADICTION,
    MONOTONE_IN_SURGICAL_RISK,
    MORE_DANGER_NEVER_FEWER_ALERTS,
    EVERY_RULE_MATTERS,
    EVERYTHING_CITED,
    OUT_OF_SCOPE_IS_SILENT,
    ALERTS_FAIL_SAFE,
    ORDER_FREE,
    ENGINES_AGREE,
    QUIET_ON_NOTHING,
)
