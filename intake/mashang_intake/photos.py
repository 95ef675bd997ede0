"""Photos, written anew: what a telephone notes in a picture (where, when, with what) does not get in."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

_LONGEST_SIDE, _QUALITY = 1600, 80
_MOST_PIXELS = 50_000_000
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")


class PhotoError(ValueError):
    """What was sent cannot be read as a photo."""


def rewrite_photo(data: bytes) -> bytes:
    """A photo as a JPEG of its pixels alone, upright, at most 1,600 pixels long. Raises :class:`PhotoError`."""
    try:
        with warnings.catch_warnings(action="error"), Image.open(io.BytesIO(data), formats=_FORMATS) as photo:
            if photo.width * photo.height > _MOST_PIXELS:
                raise PhotoError("too many pixels")
            photo.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))  # first of all: what is small takes little memory
            layer = ImageOps.exif_transpose(photo).convert("RGBA")
            plain = Image.new("RGB", layer.size, "white")
            plain.paste(layer, mask=layer.getchannel("A"))
        written = io.BytesIO()
        plain.save(written, "JPEG", quality=_QUALITY)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError) as fault:
        raise PhotoError("not a photo") from fault
    return written.getvalue()
