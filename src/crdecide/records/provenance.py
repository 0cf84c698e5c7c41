"""The answer to a record: the advisory, with where its fields came from and all that was not read."""

from __future__ import annotations

from crdecide.advisory.model import Advisory
from crdecide.advisory.one_child import EngineName, builder_for
from crdecide.advisory.record_out import ReadFromOut, RecordOut, SiteCodesOut, UnreadOut
from crdecide.advisory.refused import read_child
from crdecide.guideline.patient import Patient
from crdecide.language.loading import default_ruleset
from crdecide.language.ruleset import Ruleset
from crdecide.language.site_codes import SiteCodesUsed

from .statements import Reading, Unread


def advise_reading(
    reading: Reading, *, ruleset: Ruleset | None = None, engine: EngineName = "durable_rules"
) -> Advisory:
    """What the published evidence says for the child of a record; of the record nothing is lost, read or not.

    Raises:
        InvalidPatient: the child's record was altered to one that is none.
        InvalidRuleset: the default rules cannot be loaded.
        EngineError: the engine failed; there is never a partial answer.
    """
    rules = ruleset or default_ruleset()
    return advise_record(reading.patient, _record(reading, rules.site_codes), ruleset=rules, engine=engine)


def advise_record(
    patient: Patient, record: RecordOut, *, ruleset: Ruleset, engine: EngineName = "durable_rules"
) -> Advisory:
    """What the published evidence says for a child of whom this record was read; the same whenever it is asked.

    Raises:
        InvalidPatient: the child's record was altered to one that is none.
        EngineError: the engine failed; there is never a partial answer.
    """
    known = {read.field for read in record.fields}
    unread = {field for item in record.unread for field in item.could_say if field not in known}
    advisory = builder_for(ruleset, engine).advisory(read_child(patient, ruleset), unread)
    return advisory.model_copy(update={"record": record})


def _record(reading: Reading, site_codes: SiteCodesUsed | None) -> RecordOut:
    fields = tuple(
        ReadFromOut(field=field, sources=tuple(map(str, sources))) for field, sources in reading.provenance.items()
    )
    return RecordOut(
        fields=fields,
        notes=tuple(map(str, reading.notes)),
        unread=tuple(map(_unread, reading.unread)),
        site_codes=SiteCodesOut(site=site_codes.site, sha256=site_codes.sha256) if site_codes else None,
    )


def _unread(item: Unread) -> UnreadOut:
    return UnreadOut(
        resource=str(item.source),
        text=item.text,
        codings=item.codings,
        why=item.why,
        kind=item.kind,
        could_say=item.fields,
    )
