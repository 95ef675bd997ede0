"""The ledger: every code ever issued. It only grows; no code is lost, reused or turned to another target.

A target that has, or ever had, a code is issued no other by a build: a code that was withdrawn on purpose
stays withdrawn until somebody replaces it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from mashang.code_format import check_identifier, new_identifier
from mashang.codes.ledger_chain import (
    ChainedRow,
    chain_row,
    check_against_chain,
    read_chain,
    render_chain,
)
from mashang.codes.ledger_table import LedgerRow, check_row, join_note, read_rows, render_rows
from mashang.county import HASH_CHAIN, LEDGER, County
from mashang.disk_faults import explain_fault
from mashang.files import read_regular, write_atomically
from mashang.kinds import KINDS, Target, Targets, index_targets
from mashang.model import Code, CodeKind, CodeState, Publication
from mashang.problems import Location, MashangError, Problem, RequestError, problem, sort_problems
from mashang.spreadsheet import quote_formula


class LedgerError(MashangError):
    """The ledger cannot be changed or written as asked; the text says why and what to do."""


@dataclass(frozen=True)
class Ledger:
    """All codes in the order of their issue."""

    codes: tuple[Code, ...] = ()

    @cached_property
    def by_code(self) -> dict[str, Code]:
        """Codes by identifier."""
        return {code.code: code for code in self.codes}

    @cached_property
    def active(self) -> dict[tuple[CodeKind, str], Code]:
        """The code in use for each kind and target that has one."""
        return {(code.kind, code.target): code for code in self.codes if code.state is CodeState.ACTIVE}

    def find_active(self, kind: CodeKind, target: str) -> Code | None:
        """The code in use for a target."""
        return self.active.get((kind, target))


def derive_targets(publication: Publication) -> tuple[Target, ...]:
    """All that is to have a code, in the order of the tables. What is out of use is issued none."""
    return tuple(target for target in index_targets(publication).values() if not target.retired)


def renew_codes(ledger: Ledger, targets: Targets, base: str) -> Ledger:
    """Give ``base`` to the codes that were issued before it was recorded; the same ledger when there is none.

    In such rows a name like 综合窗口（停用：改造中） looks like a name with a reason; ``targets`` know better.
    """
    if all(code.base for code in ledger.codes):
        return ledger
    return Ledger(tuple(code if code.base else _renew(code, targets, base) for code in ledger.codes))


def _renew(code: Code, targets: Targets, base: str) -> Code:
    target, whole = targets.get((code.kind, code.target)), join_note(code.name, code.reason)
    named = replace(code, name=whole, reason="") if target and whole == _plain(target.name) else code
    return replace(named, base=base)


def issue_codes(ledger: Ledger, targets: Iterable[Target], issued_on: date, base: str) -> Ledger:
    """Append a code for every target that never had one; the same ledger when there is none.

    ``base`` is the address to which a code is added to make that of its page.
    """
    served = {(code.kind, code.target) for code in ledger.codes}
    taken = set(ledger.by_code)
    fresh = []
    for target in targets:
        if (target.kind, target.id) not in served:
            identifier = new_identifier(taken, KINDS[target.kind].random)
            taken.add(identifier)
            served.add((target.kind, target.id))
            fresh.append(Code(identifier, target.kind, target.id, issued_on, name=_plain(target.name), base=base))
    return Ledger((*ledger.codes, *fresh)) if fresh else ledger


def withdraw_code(ledger: Ledger, code: str, reason: str) -> Ledger:
    """Take a code out of use; its page stays.

    Raises :class:`RequestError` when the code is unknown or already withdrawn.
    """
    found = _require(ledger, code)
    if found.state is CodeState.WITHDRAWN:
        raise RequestError(f"码“{code}”已经停用，不用再停用一次。")
    return _put(ledger, replace(found, state=CodeState.WITHDRAWN, reason=_plain(reason)))


def replace_code(ledger: Ledger, code: str, reason: str, issued_on: date, base: str) -> Ledger:
    """Issue a new code for the same target; the old one is withdrawn and leads to the new.

    Without a ``reason`` a code that was withdrawn before keeps the one it has.
    Also takes a code that was withdrawn without a replacement. Raises :class:`RequestError` when the code is
    unknown, was replaced before, or its target has another code in use.
    """
    found = _require(ledger, code)
    if found.replaced_by:
        raise RequestError(f"码“{code}”已经换成“{found.replaced_by}”，要再换请换“{found.replaced_by}”。")
    other = ledger.find_active(found.kind, found.target)
    if other is not None and other.code != code:
        raise RequestError(f"“{found.target}”已有在用的码“{other.code}”，不能再发一个。")
    fresh = new_identifier(ledger.by_code, KINDS[found.kind].random)
    old = replace(found, state=CodeState.WITHDRAWN, replaced_by=fresh, reason=_plain(reason) or found.reason)
    new = Code(fresh, found.kind, found.target, issued_on, name=found.name, base=base)
    return Ledger((*_put(ledger, old).codes, new))


def check_published(ledger: Ledger, published: Iterable[str]) -> tuple[Problem, ...]:
    """Every code that the site in place has a page for must stand in the ledger.

    ``published`` are the names of the folders that hold scan pages; names that are no identifiers are not codes.
    """
    return tuple(
        problem("ledger-published-lost", Location(LEDGER), code=code)
        for code in sorted(set(published))
        if code not in ledger.by_code and not check_identifier(code)
    )


def find_successor(codes: Mapping[str, Code], code: Code) -> Code | None:
    """The code in use that a withdrawn one leads to, over any number of replacements; ``None`` if none.

    ``codes`` are all codes by identifier. A row that leads back to itself, or to nothing, leads nowhere.
    """
    seen = {code.code}
    found: Code | None = code
    while found and found.state is CodeState.WITHDRAWN:
        found = codes.get(found.replaced_by)
        if found and found.code in seen:
            return None
        if found:
            seen.add(found.code)
    return found if found is not code else None


def read_ledger(county: County) -> tuple[Ledger | None, tuple[Problem, ...]]:
    """Read the ledger of a county and check it against its hash chain.

    A county without ledger and chain has an empty ledger. The ledger is ``None`` when there are problems.
    Raises :class:`LedgerError` when a file is there but the system will not let it be read.
    """
    data, chain = _read_bytes(county / LEDGER), _read_bytes(county / HASH_CHAIN)
    rows, problems = read_rows(data or b"")
    chained = read_chain(chain) if chain is not None else None if rows or problems else ()
    if chained is None:
        return None, (problem("ledger-seal-lost", Location(HASH_CHAIN)),)
    if data is None and chained:
        return None, (problem("ledger-lost", Location(LEDGER), count=len(chained)),)
    if problems:
        return None, problems
    codes, problems = _check_rows(rows, chained)
    return (None if problems else Ledger(codes)), problems


def write_ledger(county: County, ledger: Ledger) -> None:
    """Write ledger, then chain, each to a temporary file that takes the old one's place.

    A kill in between leaves a ledger that is ahead of its chain, which reading accepts. Files that would not
    change are not touched. Call it under :meth:`County.hold_lock`. Raises :class:`LedgerError` when the ledger in
    place has rows that the new one would lose or change, or when the system refuses to write.
    """
    current, _ = read_ledger(county)
    if current is None or not _continues(ledger.codes, current.codes):
        raise LedgerError("登记簿在这期间被改动过，没有写入。请再运行一次；如仍不行，请恢复 qrcodes 文件夹的备份。")
    chained = read_chain(_read_bytes(county / HASH_CHAIN) or b"") or ()
    if not chained:
        _write_bytes(county / HASH_CHAIN, render_chain(()))
    _write_bytes(county / LEDGER, render_rows(ledger.codes))
    _write_bytes(county / HASH_CHAIN, render_chain((*chained, *map(chain_row, ledger.codes[len(chained) :]))))


def _continues(codes: Sequence[Code], before: Sequence[Code]) -> bool:
    """Whether the codes begin with those before them, of which some may have had no base."""
    known = zip(codes, before, strict=False)
    return len(codes) >= len(before) and all(
        chain_row(old) == chain_row(new if old.base else replace(new, base="")) for new, old in known
    )


def _check_rows(
    rows: Sequence[LedgerRow], chained: Sequence[ChainedRow]
) -> tuple[tuple[Code, ...], tuple[Problem, ...]]:
    problems = list(check_against_chain(chained, rows))
    cells, numbers = {found.where for found in problems}, {found.where.row for found in problems}
    codes: dict[str, tuple[LedgerRow, Code]] = {}
    for row in rows:
        code, wrong = check_row(row)
        # Where the chain knows the old value, its message is the better one.
        problems += [found for found in wrong if found.where not in cells]
        if code is not None and code.code in codes:
            problems.append(problem("ledger-row-twice", row.locate("code"), code=code.code))
        elif code is not None:
            codes[code.code] = (row, code)
    sound = {name: entry for name, entry in codes.items() if entry[0].number not in numbers}
    problems += _check_single_active(sound.values())
    problems += _check_replacements(sound, {row.text("code") for row in rows})
    return tuple(code for _, code in codes.values()), sort_problems(problems)


def _check_single_active(codes: Iterable[tuple[LedgerRow, Code]]) -> Iterator[Problem]:
    first: dict[tuple[CodeKind, str], Code] = {}
    for row, code in codes:
        if code.state is CodeState.ACTIVE:
            other = first.setdefault((code.kind, code.target.casefold()), code)
            if other is not code:
                note = f"（编号“{other.target}”和“{code.target}”只差大小写）" if other.target != code.target else ""
                codes_in_use = f"{other.code}、{code.code}"
                where = row.locate("code")
                yield problem("ledger-target-twice", where, target=code.target, codes=codes_in_use, note=note)


def _check_replacements(codes: dict[str, tuple[LedgerRow, Code]], listed: set[str]) -> Iterator[Problem]:
    for row, code in codes.values():
        reason = _replacement_fault(code, codes, listed) if code.replaced_by else ""
        if reason:
            yield problem("ledger-replacement-wrong", row.locate("replaced_by"), code=code.replaced_by, reason=reason)


def _replacement_fault(code: Code, codes: dict[str, tuple[LedgerRow, Code]], listed: set[str]) -> str:
    if code.state is CodeState.ACTIVE:
        return "不该有：这个码还在用"
    if code.replaced_by not in listed:
        return "不在登记簿里"
    seen = {code.code}
    following = code
    while following.replaced_by in codes:
        following = codes[following.replaced_by][1]
        if following.code in seen:
            return "绕回到了原来的码"
        if following.kind is not code.kind:
            return f"是{KINDS[following.kind].label}的码，不能接替{KINDS[code.kind].label}的码"
        seen.add(following.code)
    return ""


def _require(ledger: Ledger, code: str) -> Code:
    found = ledger.by_code.get(code)
    if found is None:
        raise RequestError(f"登记簿里没有码“{code}”。请从 qrcodes/ledger.csv 里复制。")
    return found


def _put(ledger: Ledger, changed: Code) -> Ledger:
    return Ledger(tuple(changed if code.code == changed.code else code for code in ledger.codes))


def _plain(text: str) -> str:
    """One line that no spreadsheet takes for a formula."""
    return quote_formula(" ".join(text.split()))


def _read_bytes(path: Path) -> bytes | None:
    try:
        return read_regular(path)
    except FileNotFoundError:
        return None
    except OSError as fault:
        raise LedgerError(explain_fault(fault)) from fault


def _write_bytes(path: Path, data: bytes) -> None:
    if _read_bytes(path) == data:
        return
    try:
        write_atomically(path, data, durable=True)
    except OSError as fault:
        raise LedgerError(explain_fault(fault)) from fault
