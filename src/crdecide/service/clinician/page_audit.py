"""What is kept of an answer that a page shows: when, by which rules, and hashes of what went in and came out."""

from __future__ import annotations

import hashlib
import json
from uuid import uuid4

from crdecide.language.ruleset import Ruleset
from crdecide.version import __version__

from ..hooks.messages import now
from ..store import DecisionRecord, Store
from .assessed import Assessed
from .child_pages import ChildPage

SERVICE = "clinician-page"


def keep_answer(page: ChildPage, assessed: Assessed, shown: str, store: Store, ruleset: Ruleset) -> None:
    """Keep that an answer was shown, or that one was refused; of the child itself nothing, whatever the settings.

    Raises:
        StoreError: it was not kept, so that it may not be shown.
    """
    advisory = assessed.advisory
    # The patient with whom the answer was given; where none was, what was entered.
    entered = assessed.reading.patient.model_dump_json() if advisory else json.dumps(page.sent, sort_keys=True)
    store.keep(
        DecisionRecord(
            id=str(uuid4()),
            made_at=now(),
            client=SERVICE,
            iss=page.access.server if page.access else SERVICE,
            service=SERVICE,
            hook_instance=page.id,
            outcome="answered" if advisory else "refused",
            status=200 if advisory else 422,
            scope=advisory.scope.status if advisory else None,
            input_sha256=hashlib.sha256(entered.encode()).hexdigest(),
            output_sha256=hashlib.sha256(shown.encode()).hexdigest(),
            ruleset_sha256=ruleset.sha256,
            crdecide=__version__,
            cards=(),
            request=None,
            response=None,
        )
    )
