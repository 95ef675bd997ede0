"""Wheels of next to nothing, for tests of what installs them. Standard library only."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path


def write_wheel(
    folder: Path, name: str = "county_probe", version: str = "1.0", module: str = "", tag: str = "py3-none-any"
) -> str:
    """A wheel of one package; returns the line of a lock file that pins it."""
    return write_wheel_of(folder, f"{name}-{version}", {f"{name}/__init__.py": "", f"{name}/__main__.py": module}, tag)


def write_wheel_of(folder: Path, stem: str, files: dict[str, str], tag: str = "py3-none-any") -> str:
    """A wheel of these files; returns the line of a lock file that pins it. ``stem`` is the name and the version."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{stem}-{tag}.whl"
    name, version = stem.split("-")
    with zipfile.ZipFile(path, "w") as wheel:
        for place, text in files.items():
            wheel.writestr(place, text)
        wheel.writestr(f"{stem}.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        wheel.writestr(f"{stem}.dist-info/WHEEL", f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n")
        wheel.writestr(f"{stem}.dist-info/RECORD", "")
    return f"{name}=={version} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"
