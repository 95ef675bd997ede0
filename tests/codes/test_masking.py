"""The choice of the mask, held against the library's own rules."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from qrcode.util import lost_point

from mashang.codes import masking
from mashang.codes.masking import MASKS, choose_masks, count_planes, pack_planes


@settings(max_examples=60, deadline=None)
@given(st.integers(21, 30), st.integers(0, 2**32 - 1), st.floats(0.05, 0.95))
def test_the_choice_is_the_one_of_the_lowest_penalty(size: int, seed: int, share: float) -> None:
    """On noise of any darkness, where long runs and blocks are frequent; the first of equals wins."""
    noise = np.random.default_rng(seed)
    symbols = noise.random((size, size, 3)) < share
    effects = noise.random((MASKS, size, size)) < share
    effects[0] = False
    chosen = []
    for symbol in symbols.transpose(2, 0, 1):
        penalties = [lost_point((symbol ^ effect).tolist()) for effect in effects]
        chosen.append(penalties.index(min(penalties)))
    assert choose_masks(pack_planes(symbols), effects)[:3].tolist() == chosen


@pytest.mark.parametrize(
    ("line", "run_points", "finder_points"), [("00000011111", 7, 0), ("10111010000", 0, 40), ("00001011101", 0, 40)]
)
def test_the_worked_examples_of_lines(line: str, run_points: int, finder_points: int) -> None:
    """The rules N1 and N3, on one line."""
    modules = pack_planes(np.array([[[module == "1"]] for module in line]))
    assert [masking._penalise_runs(modules)[0], masking._penalise_finders(modules)[0]] == [run_points, finder_points]


@pytest.mark.parametrize(("dark", "points"), [(50, 0), (54, 0), (55, 10), (61, 20), (39, 20)])
def test_the_worked_examples_of_blocks_and_balance(dark: int, points: int) -> None:
    """The rules N2 and N4: a block of 3 by 2, and a share of 100 modules."""
    assert masking._penalise_blocks(pack_planes(np.ones((2, 3, 1), dtype=np.bool_)))[0] == 6
    assert masking._penalise_balance(pack_planes((np.arange(100) < dark).reshape(10, 10, 1)))[0] == points


def test_the_worked_example_of_adding_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seven modules of which five are dark: one of weight 1 is left, and three carries of weight 2."""
    monkeypatch.setattr(masking, "_FEW", 2)
    level, carries = masking._add_carefully(pack_planes(np.array([[bit] for bit in (1, 1, 0, 1, 0, 1, 1)], dtype=bool)))
    assert [masking.unpack_planes(planes)[:, 0].tolist() for planes in (level, carries)] == [[1], [0, 1, 1]]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 400), st.integers(0, 2**32 - 1), st.floats(0, 1))
def test_planes_are_counted_right(planes: int, seed: int, share: float) -> None:
    """Any number of them, for each of some symbols, and nothing is changed by it."""
    modules = np.random.default_rng(seed).random((planes, 70)) < share
    packed = pack_planes(modules)
    before = packed.copy()
    assert count_planes(packed)[:70].tolist() == modules.sum(axis=0).tolist()
    assert np.array_equal(packed, before)
