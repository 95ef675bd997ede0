"""Choosing the mask of a QR symbol: the one of eight with the lowest penalty (ISO/IEC 18004, 7.8.3).

The same choice as the qrcode library makes, for many symbols at once; a test holds the two together. Symbols lie
across the words of an array: a word holds one module of 64 symbols, so that one operation works on all of them, and to
compare neighbouring modules is to compare whole planes.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Modules: TypeAlias = NDArray[np.bool_]
"""A symbol without its quiet zone, rows from the top; true is dark."""
Planes: TypeAlias = NDArray[np.uint64]
"""One module of many symbols in each row of words; as many rows, or rows of rows, as there are modules."""
Counts: TypeAlias = NDArray[np.int64]
"""A number for each symbol."""

MASKS = 8

_WORD = 64
_RUN = 5
_FEW = 30
"""Planes that are not worth being added up three by three."""


def pack_planes(modules: Modules) -> Planes:
    """Lay symbols, which are along the last axis, across words; what fills the last word is light."""
    short = -modules.shape[-1] % _WORD
    filled = np.concatenate((modules, np.zeros((*modules.shape[:-1], short), dtype=np.bool_)), axis=-1)
    return np.packbits(filled, axis=-1).view(np.uint64)


def unpack_planes(planes: Planes) -> NDArray[np.uint8]:
    """Each symbol of the words by itself again, along the last axis; 1 is dark."""
    return np.unpackbits(planes.view(np.uint8), axis=-1)


# ISO/IEC 18004:2015, 7.8.3.1, table 11. Each candidate loses points for what readers confuse; the fewest points win.
#
#   feature                                                   points    example (1 is dark)             loses
#   N1  a run of n >= 5 modules of one colour in a line       n - 2     00000011111, runs of 6 and 5    4 + 3 = 7
#   N2  2 x 2 modules of one colour, also where they overlap  3         3 x 2 of one colour: 2 squares  6
#   N3  1:1:3:1:1, four light modules before or behind it     40        10111010000                     40
#   N4  each full 5 % by which dark modules are not half      10        61 of 100: 11 % more than half  20
#
# Rows and columns are both lines of N1 and N3.
def choose_masks(planes: Planes, effects: Modules) -> Counts:
    """For each symbol the number of the mask under which its penalty is lowest, the first of equals.

    ``planes`` are the symbols under the first mask; ``effects`` (8, n, n) the modules that each mask turns from there.
    """
    turned = np.where(effects.transpose(1, 2, 0)[..., None], ~np.uint64(0), np.uint64(0))
    candidates = (planes[:, :, None] ^ turned).reshape(*planes.shape[:2], -1)
    columns = np.ascontiguousarray(candidates.transpose(1, 0, 2))
    penalties = _penalise_balance(candidates) + _penalise_blocks(candidates)
    for lines in (candidates, columns):
        penalties += _penalise_runs(lines) + _penalise_finders(lines)
    return np.array(penalties.reshape(MASKS, -1).argmin(axis=0), dtype=np.int64)


def _penalise_runs(lines: Planes) -> Counts:
    """Every run of five or more of one colour down the first axis: its length less two."""
    changes = lines[1:] ^ lines[:-1]
    pairs = changes[1:] | changes[:-1]
    mixed = pairs[2:] | pairs[:-2]
    # A run of n has n - 4 windows of five, and one first window.
    windows: Planes = np.bitwise_not(mixed)
    return count_planes(windows) + 2 * (count_planes(windows[:1]) + count_planes(mixed[:-1] & windows[1:]))


def _penalise_blocks(modules: Planes) -> Counts:
    """Every two by two modules of one colour: 3."""
    changes = modules[1:] ^ modules[:-1]
    mixed = changes[:, 1:] | changes[:, :-1] | (modules[1:, 1:] ^ modules[1:, :-1])
    return 3 * count_planes(~mixed)


def _penalise_finders(lines: Planes) -> Counts:
    """Every 1:1:3:1:1 with four light modules before or behind, down the first axis: 40."""
    light = ~lines
    begun = lines[:-1] & light[1:]
    core = begun[:-5] & lines[2:-4] & lines[3:-3] & begun[4:-1] & lines[6:]
    pairs = light[1:] & light[:-1]
    four = pairs[2:] & pairs[:-2]
    return 40 * count_planes((core[:-4] & four[7:]) | (four[:-7] & core[4:]))


def _penalise_balance(modules: Planes) -> Counts:
    """Every full five per cent by which the dark modules are more or fewer than half: 10."""
    share = count_planes(modules) / (modules.shape[0] * modules.shape[1])
    return 10 * np.array(np.abs(share * 100 - 50) / 5, dtype=np.int64)


# Carry-save adders (Harley-Seal): three planes of one weight become a plane of sums and a plane of carries, which
# weigh twice as much, in five operations on whole words, whatever stands in the other bits. For one symbol:
#
#   first | second | last | over   sums   carries
#   1 1   | 0 1    | 0 1  | 1      1 1    0 1
#   1     | 1      | 1    |        1      1
#
# Of the seven modules one of weight 1 is left, and 0 1 1 of weight 2: 1 + 2 x 2 = 5 are dark.
def count_planes(planes: Planes) -> Counts:
    """In how many planes each symbol is dark; the words are along the last axis."""
    level = planes.reshape(-1, planes.shape[-1]).copy()
    total = np.zeros(level.shape[1] * _WORD, dtype=np.int64)
    weight = 1
    while len(level):
        level, carries = _add_carefully(level)
        total += weight * np.add.reduce(unpack_planes(level), axis=0, dtype=np.uint8).astype(np.int64)
        level, weight = carries, 2 * weight
    return total


def _add_carefully(level: Planes) -> tuple[Planes, Planes]:
    """The few planes to which these come, each added to others in place, and the planes of carries."""
    carries = np.empty((len(level) // 2, level.shape[1]), dtype=np.uint64)
    left, carried = len(level), 0
    while left > _FEW:
        third = left // 3
        first, second, last = level[:third], level[third : 2 * third], level[2 * third : 3 * third]
        carry = carries[carried : carried + third]
        np.bitwise_and(first, second, out=carry)
        first ^= second
        carry |= np.bitwise_and(first, last, out=second)
        first ^= last
        level[third : left - 2 * third] = level[3 * third : left]
        left, carried = left - 2 * third, carried + third
    return level[:left], carries[:carried]
