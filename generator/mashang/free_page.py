"""A page of free text, rendered and checked."""

from __future__ import annotations

from dataclasses import dataclass

from mashang.problems import Location


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link of free text to a place in a page that the program makes: by the page's address, and as it is written."""

    page: str
    place: str
    written: str
    where: Location


@dataclass(frozen=True, slots=True)
class FreePage:
    """A page of free text: ``name`` is the file's stem, ``html`` what readers are given below the title.

    ``anchors`` are left to be judged when the pages that they lead to are there.
    """

    name: str
    title: str
    html: str
    anchors: tuple[Anchor, ...] = ()
