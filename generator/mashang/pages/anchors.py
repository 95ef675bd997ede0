"""Links of free text to places in pages that the program makes, judged when these pages are there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from mashang.checks.documents import report_dead_place
from mashang.checks.prose import list_places
from mashang.free_page import FreePage
from mashang.pages.markdown import document_path
from mashang.problems import Problem


def find_dead_anchors(pages: Iterable[FreePage], rendered: Mapping[str, str]) -> Iterator[Problem]:
    """A problem for each link to a place that its page, among the rendered ones by their paths, has not."""
    for anchor in (anchor for page in pages for anchor in page.anchors):
        _, _, body = rendered[document_path(anchor.page)].partition("\nbody:")
        places = list_places(body)
        if anchor.place not in places:
            yield report_dead_place(anchor, places)
