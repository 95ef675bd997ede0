"""Versions of the published rules: what was closed by the rules of its time is judged by them for ever."""

from __future__ import annotations

from enum import StrEnum


class RuleVersion(StrEnum):
    """判定规则 by which a month was closed, and is judged for ever.

    By the first ones 未报送 and 未启动 were statuses, tried before 进度滞后; what has no figures was on track.
    """

    FIRST = "1"
    CURRENT = "2"
