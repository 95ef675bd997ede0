"""What changed between two editions of a named list."""

from __future__ import annotations

from mashang.derived import ChangeKind, EditionDifference, EntryChange
from mashang.model import ListEdition, ListEntry, NamedList


def derive_difference(list_id: str, before: ListEdition, after: ListEdition) -> EditionDifference:
    """Match the entries of two editions by id and list what was added, changed and removed.

    An entry is changed when any of its fields reads differently; its place in the list does not count.
    Changes stand in the order of the new edition; a removed entry stands where it stood, directly after
    the nearest entry above it that the new edition still has.
    """
    old = {entry.id: entry for entry in before.entries}
    new = {entry.id: entry for entry in after.entries}
    removed = _place_removed(before, new)
    changes = [EntryChange(ChangeKind.REMOVED, entry, None) for entry in removed.get("", ())]
    for entry in after.entries:
        earlier = old.get(entry.id)
        if earlier is None:
            changes.append(EntryChange(ChangeKind.ADDED, None, entry))
        elif earlier != entry:
            changes.append(EntryChange(ChangeKind.CHANGED, earlier, entry))
        changes += [EntryChange(ChangeKind.REMOVED, gone, None) for gone in removed.get(entry.id, ())]
    kept = sum(old.get(entry.id) == entry for entry in after.entries)
    return EditionDifference(list_id, before.published_on, after.published_on, tuple(changes), kept)


def derive_differences(lists: tuple[NamedList, ...]) -> tuple[EditionDifference, ...]:
    """Compare every edition with the one before it: list by list, oldest first."""
    return tuple(
        derive_difference(named.id, before, after)
        for named in lists
        for before, after in zip(named.editions, named.editions[1:], strict=False)
    )


def _place_removed(before: ListEdition, new: dict[str, ListEntry]) -> dict[str, list[ListEntry]]:
    """Removed entries by the id of the remaining entry they followed; the empty string for the top."""
    placed: dict[str, list[ListEntry]] = {}
    anchor = ""
    for entry in before.entries:
        if entry.id in new:
            anchor = entry.id
        else:
            placed.setdefault(anchor, []).append(entry)
    return placed
