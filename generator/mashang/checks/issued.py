"""Identifiers in the tables against those that codes were issued for.

Whoever types ``w01`` for ``W01`` would have a second code issued, and turn the one on the wall into that of a window
that is gone.
"""

from __future__ import annotations

from collections.abc import Iterator

from mashang.checks.context import CheckContext
from mashang.kinds import KINDS
from mashang.problems import Problem, problem


def check_issued(context: CheckContext) -> Iterator[Problem]:
    """Every identifier that differs in nothing but its case from one that a code was issued for."""
    issued = {(code.kind, code.target): code for code in (context.codes or {}).values()}
    folded = {(kind, target.casefold()): code for (kind, target), code in issued.items()}
    for kind, facts in KINDS.items():
        for record in context.records(facts.dataset):
            written = record.text("id")
            near = folded.get((kind, written.casefold()))
            if near and (kind, written) not in issued:
                yield problem("id-case-changed", record.where("id"), value=written, issued=near.target, code=near.code)
