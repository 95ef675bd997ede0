"""Ratings as pages show them."""

from __future__ import annotations

import re

from mashang.derived import RatingSummary
from mashang.pages.ratings import draw_ratings


def test_kept_back_ratings_are_not_drawn() -> None:
    """No summary, and a summary of too few, give no chart."""
    assert draw_ratings(None) == ""
    assert draw_ratings(RatingSummary("W1", published=False)) == ""


def test_the_five_levels_are_drawn_with_their_numbers() -> None:
    """Each level's name and count can be read from the picture."""
    drawn = draw_ratings(RatingSummary("W1", published=True, n=15, levels=(5, 4, 3, 2, 1)))
    text = " ".join(re.sub(r"<[^>]*>", " ", drawn).split())
    for level in ("非常满意", "满意", "基本满意", "不满意", "非常不满意"):
        assert level in text
    assert 'role="img"' in drawn
