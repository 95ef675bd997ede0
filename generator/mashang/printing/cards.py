"""Cards (企业卡) of the size of a business card, 90 × 54 mm, that each enterprise is handed with its own code.

That size goes into any card holder, is the one that every print shop has, and gives ten to an A4 sheet. The
enterprise's name stands on it: nobody but the enterprise is given the card, and whoever hands it over must
see that it is the right one.
"""

from __future__ import annotations

from collections.abc import Sequence

from mashang.printing.placards import Placard, Rendered, describe_placards, list_phones, render_cards, share
from mashang.settings import Settings

TEMPLATE = "card.typ"


def render_enterprise_cards(placards: Sequence[Placard], settings: Settings, *, bleed: bool = False) -> Rendered:
    """Set all cards as one PDF: ten to an A4 sheet to be cut in the office, or with bleed one a page for a print shop.

    Raises :class:`SheetError` when the typesetter fails or warns, and ``ValueError`` without any card.
    """
    job = {**share(settings, bleed=bleed), "phones": list_phones(settings)[:2]}
    return render_cards(TEMPLATE, describe_placards(placards, settings), placards, job)
