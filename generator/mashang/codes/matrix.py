"""The matrices of QR symbols (GB/T 18284, ISO/IEC 18004), many at once.

Byte mode, error level Q, the mask with the lowest penalty. Each matrix is the one that the qrcode library makes of its
text: the library is asked for a few, and the others follow from them; a test holds all to the library.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray
from qrcode.constants import ERROR_CORRECT_Q
from qrcode.exceptions import DataOverflowError
from qrcode.main import QRCode
from qrcode.util import MODE_8BIT_BYTE, QRData

from mashang.codes.masking import MASKS, Modules, Planes, choose_masks, pack_planes, unpack_planes
from mashang.problems import MashangError

_BATCH = 8
"""Words of symbols whose masks are chosen together: what is at work fits into the cache of a processor."""


class SymbolError(MashangError):
    """The text does not fit into a symbol."""


def make_matrices(texts: Sequence[str]) -> list[Modules]:
    """The matrix of each text, in order. Raises :class:`SymbolError` when one is too long for any symbol."""
    encoded = [text.encode() for text in texts]
    made: dict[bytes, Modules] = {}
    for length in {len(text): None for text in encoded}:
        alike = [text for text in dict.fromkeys(encoded) if len(text) == length]
        made.update(zip(alike, _make_alike(alike), strict=True))
    return [made[text] for text in encoded]


def _make_alike(texts: Sequence[bytes]) -> Iterator[Modules]:
    """The matrices of different texts of one length."""
    version = _fit_version(texts[0])
    planes = _place_texts(texts, version)
    for begun in range(0, planes.shape[2], _BATCH):
        some = np.ascontiguousarray(planes[:, :, begun : begun + _BATCH])
        masks = choose_masks(some, _list_effects(version, chosen=False))
        plain = unpack_planes(some).transpose(2, 0, 1).astype(np.bool_)
        yield from (plain ^ _list_effects(version, chosen=True)[masks])[: len(texts) - begun * 64]


def _fit_version(text: bytes) -> int:
    encoder = QRCode(error_correction=ERROR_CORRECT_Q)
    encoder.add_data(QRData(text, mode=MODE_8BIT_BYTE, check_data=False), optimize=0)
    try:
        return int(encoder.best_fit())
    except (DataOverflowError, ValueError) as fault:
        count = len(text.decode())
        raise SymbolError(f"网址太长（{count} 个字符），放不进二维码。请缩短 code_base。") from fault


# Before masking, a module of the data is a bit of the text, and a module of the error correction a sum over GF(2) of
# such bits, for Reed-Solomon codes are linear; all the rest is the same for every text of one length. So a symbol is an
# affine function of its text: what a bit of the text turns, it turns whatever the other bits are. With version 1:
#
#   text   bits       codewords of the text   of the error correction
#   A      01000001   40 14 10 EC 11 …        A1 F3 7F …
#   C      01000011   40 14 30 EC 11 …        F7 C4 0D …   one bit turns 56 37 72 …
#   a      01100001   40 16 10 EC 11 …        DE D8 E3 …   another turns 7F 2B 9C …
#   c      01100011   40 16 30 EC 11 …        88 EF 91 …   = A1 F3 7F ^ 56 37 72 ^ 7F 2B 9C
#
# Of addresses that differ in their codes alone, 60 to 90 bits vary, and so many symbols are asked for, and no more.
def _place_texts(texts: Sequence[bytes], version: int) -> Planes:
    """The symbols of texts of one length under the first mask, without format information. Shape (n, n, words)."""
    characters = np.frombuffer(b"".join(texts), dtype=np.uint8).reshape(len(texts), -1)
    differing = np.unpackbits(characters ^ characters[0], axis=1).T
    varying = np.flatnonzero(differing.any(axis=1))
    if len(varying) >= len(texts):
        return pack_planes(np.stack([_place_text(text, version) for text in texts], axis=-1))
    first = _place_text(texts[0], version)
    planes = pack_planes(first[:, :, None].repeat(len(texts), axis=2))
    for bit, differs in zip(varying, pack_planes(differing[varying].astype(np.bool_)), strict=True):
        turned = np.packbits(np.arange(differing.shape[0]) == bit) ^ characters[0]
        planes[_place_text(turned.tobytes(), version) ^ first] ^= differs
    return planes


@lru_cache(maxsize=512)
def _place_text(text: bytes, version: int) -> Modules:
    return _ask_library(_encode(text, version), 0, chosen=False)


@cache
def _list_effects(version: int, *, chosen: bool) -> Modules:
    """The modules in which a symbol under each mask differs from itself under the first before one is chosen.

    The same for all texts of one version, as a mask is a pattern laid over the data. With the choice comes what tells
    readers of it.
    """
    encoder = _encode(b"", version)
    candidates = [_ask_library(encoder, mask, chosen=chosen) for mask in range(MASKS)]
    return np.array(np.stack(candidates) ^ _ask_library(encoder, 0, chosen=False), dtype=np.bool_)


def _encode(text: bytes, version: int) -> QRCode:
    encoder = QRCode(version=version, error_correction=ERROR_CORRECT_Q)
    encoder.add_data(QRData(text, mode=MODE_8BIT_BYTE, check_data=False), optimize=0)
    return encoder


def _ask_library(encoder: QRCode, mask: int, *, chosen: bool) -> NDArray[np.bool_]:
    """The symbol under one mask, as it stands while masks are being compared, or with that mask chosen."""
    encoder.makeImpl(test=not chosen, mask_pattern=mask)
    return np.array(encoder.modules, dtype=np.bool_)
