"""Pages of what is published no more: their addresses stay, and say since when and what took their place.

They are in no navigation, search or sitemap, and ask search engines to forget them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from mashang.addresses import HOME, gone_item
from mashang.checks.confirmations import Confirmation
from mashang.pages.site import Page


def list_gone(known: Mapping[str, str], pages: Iterable[Page], confirmations: Iterable[Confirmation]) -> Iterator[Page]:
    """A page for each address that readers were once given and that no page has now.

    ``known`` are titles by address. What was confirmed of a page holds for all below it.
    """
    present = {page.address: page for page in pages}
    confirmed = {one.item: one for one in confirmations}
    for address, title in known.items():
        if address not in present:
            above = _list_upwards(address)
            found = next((confirmed[item] for item in map(gone_item, above) if item in confirmed), None)
            section = next((present[one] for one in above[1:] if one in present), present[HOME])
            yield Page(
                address,
                title,
                "gone.html",
                description=f"{title}已经不再公布",
                facts={"confirmation": found, "section": section, "successor": _find_successor(above, found, present)},
                forgotten=True,
            )


def _list_upwards(address: str) -> list[str]:
    """An address and those above it, nearest first, without the home page."""
    parts = address.strip("/").split("/")
    return ["/".join(parts[:count]) + "/" for count in range(len(parts), 0, -1)]


def _find_successor(above: list[str], confirmation: Confirmation | None, present: Mapping[str, Page]) -> Page | None:
    """The page of what took the place of the one that was confirmed to be gone."""
    if not confirmation or not confirmation.successor:
        return None
    place = next(address for address in above if gone_item(address) == confirmation.item)
    beside = place.rstrip("/").rpartition("/")[0]
    return present.get(f"{beside}/{confirmation.successor}/".removeprefix("/"))
