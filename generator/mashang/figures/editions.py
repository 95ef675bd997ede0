"""What changed between two editions of a named list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mashang.derived import ChangeKind, EditionDifference, EntryChange
from mashang.entry_matching import match_entries
from mashang.model import ListEdition, ListEntry, NamedList


def derive_difference(list_id: str, before: ListEdition, after: ListEdition) -> EditionDifference:
    """Match the entries of two editions and list what was added, changed, removed and numbered anew.

    An entry is changed when any of its fields reads differently; its place in the list does not count.
    Changes stand in the order of the new edition; a removed entry stands where it stood, directly after
    the nearest entry above it that the new edition still has.
    """
    matches = match_entries(before, after)
    earlier = {match.new.id: match.old for match in matches}
    removed = _place_removed(before, {match.old.id: match.new.id for match in matches})
    changes = [EntryChange(ChangeKind.REMOVED, entry, None) for entry in removed.get("", ())]
    for entry in after.entries:
        old = earlier.get(entry.id)
        kind = _tell_kind(old, entry)
        changes += [EntryChange(kind, old, entry)] if kind else []
        changes += [EntryChange(ChangeKind.REMOVED, gone, None) for gone in removed.get(entry.id, ())]
    kept = len(after.entries) - sum(change.new is not None for change in changes)
    return EditionDifference(list_id, before.published_on, after.published_on, tuple(changes), kept)


def _tell_kind(old: ListEntry | None, new: ListEntry) -> ChangeKind | None:
    """How an entry differs; ``None`` when it does not."""
    if old is None:
        return ChangeKind.ADDED
    if replace(old, id=new.id, former=new.former) != new:
        return ChangeKind.CHANGED
    return ChangeKind.RENUMBERED if old.id != new.id else None


def derive_differences(lists: tuple[NamedList, ...]) -> tuple[EditionDifference, ...]:
    """Compare every edition with the one before it: list by list, oldest first."""
    return tuple(
        derive_difference(named.id, before, after)
        for named in lists
        for before, after in zip(named.editions, named.editions[1:], strict=False)
    )


def _place_removed(before: ListEdition, numbers: Mapping[str, str]) -> dict[str, list[ListEntry]]:
    """Removed entries by the new id of the remaining entry they followed; the empty string for the top.

    ``numbers`` are the new ids of the entries that remain, by the old ones.
    """
    placed: dict[str, list[ListEntry]] = {}
    anchor = ""
    for entry in before.entries:
        if entry.id in numbers:
            anchor = numbers[entry.id]
        else:
            placed.setdefault(anchor, []).append(entry)
    return placed
