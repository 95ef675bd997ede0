"""Labels (标签), 24 to an A4 sheet, for what a placard is too large for.

The cells are those of the most common sheets of self-adhesive labels in three columns and eight rows
(64 × 34 mm, exactly 63.5 × 33.9), and plain paper can be cut along the marks in its margin.
"""

from __future__ import annotations

from collections.abc import Sequence

from mashang.printing.cut_sheets import LABELS
from mashang.printing.placards import Placard, Rendered, describe_placards, render_cards, share
from mashang.settings import Settings

TEMPLATE = "label.typ"


def render_labels(placards: Sequence[Placard], settings: Settings, skip: int = 0) -> Rendered:
    """Set all labels as one PDF. ``skip`` cells of the first sheet, row by row, are used already and stay empty.

    Raises :class:`SheetError` when the typesetter fails or warns, and ``ValueError`` without any label or when
    not a cell of the first sheet is left.
    """
    if not 0 <= skip < LABELS.pieces:
        raise ValueError(skip)
    job = {**share(settings), "skip": skip}
    return render_cards(TEMPLATE, describe_placards(placards, settings), placards, job)
