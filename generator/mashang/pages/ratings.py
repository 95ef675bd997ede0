"""Ratings as pages show them."""

from __future__ import annotations

from markupsafe import Markup

from mashang.derived import RatingSummary
from mashang.pages.charts import draw_rating_levels


def draw_ratings(summary: RatingSummary | None) -> Markup:
    """The five levels as a chart; nothing while the counts are too small to be shown."""
    if summary is None or summary.levels is None:
        return Markup()
    return draw_rating_levels("ratings", "五级评价", summary.levels)
