"""The whole rule set as SQL in DuckDB: one query for many children, each finding a column that later ones read.

It is what one would write by hand: a ``CASE`` for each finding, with its lines in order, and a condition for each card.
Children come as the other engines get them, a mapping of regions each, and the answers are the names that fired.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import duckdb
import pyarrow as pa
from engines import Fact, Term

from crdecide import Ruleset
from crdecide.language.partition import regions_of

Batch = Sequence[Fact]
INPUTS = "children"


def sql_for(layers: Sequence[Sequence[Term]], ruleset: Ruleset) -> str:
    """The query, from the same terms as every other engine's."""
    regions, table, steps, fired = regions_of(ruleset), INPUTS, list[str](), list[str]()
    for number, (terms, findings) in enumerate(zip(layers, ruleset.strata, strict=False)):
        proofs, columns = _conditions(terms), []
        for finding in findings:
            lines = [(f"{finding.id}={place}", line.value) for place, line in enumerate(finding.lines)]
            proved = [(proofs[goal], regions.region(finding.id, value)) for goal, value in lines if goal in proofs]
            cases = [f"when {condition} then {region}" for condition, region in proved]
            columns.append(f'case {" ".join(cases)} else 0 end as "{finding.id}"')
            fired.append(f"""case when "{finding.id}" <> 0 then '{finding.id}' end""")
        steps.append(f"layer{number} as (select *, {', '.join(columns)} from {table})")
        table = f"layer{number}"
    fired += [f"case when {condition} then '{card}' end" for card, condition in _conditions(layers[-1]).items()]
    return f"with {', '.join(steps)} select list_filter([{', '.join(fired)}], lambda x: x is not null) from {table}"


def _conditions(terms: Sequence[Term]) -> Mapping[str, str]:
    """When each goal is proved."""
    of: dict[str, list[str]] = {}
    for goal, intervals in terms:
        tests = [f'"{field}" between {low} and {high}' for field, (low, high) in intervals.items()]
        of.setdefault(goal, []).append(" and ".join(tests))
    return {goal: f"({' or '.join(proofs)})" for goal, proofs in of.items()}


def in_duckdb(layers: Sequence[Sequence[Term]], ruleset: Ruleset) -> Callable[[Batch], list[set[str]]]:
    """What fires for each child of a batch; on one thread."""
    database, query = duckdb.connect(config={"threads": 1}), sql_for(layers, ruleset)

    def run(batch: Batch) -> list[set[str]]:
        database.register(INPUTS, pa.Table.from_pylist(list(batch)))
        return [set(fired) for (fired,) in database.sql(query).fetchall()]

    return run
