"""What stands in a workbook of Open XML beside its cells: comments, and properties of a name (ECMA-376)."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import fromstring

from mashang.sources.container import Container

PROPERTIES = "docProps/custom.xml"


def read_property(container: Container, name: str) -> str:
    """The text of a property that some program gave the workbook; empty for none. Raises one of ``BROKEN``."""
    listed = fromstring(container.read(PROPERTIES)) if container.has(PROPERTIES) else ()
    return next(("".join(one.itertext()).strip() for one in listed if one.get("name") == name), "")


def list_comments(container: Container) -> Iterator[tuple[str, str]]:
    """Place and text, without white space, of each comment of any sheet. Raises one of ``BROKEN``."""
    for part in container.archive.namelist():
        if part.startswith("xl/comments") and part.endswith(".xml"):
            for element in fromstring(container.read(part)).iter():
                if element.tag.endswith("}comment"):
                    yield element.get("ref", ""), "".join("".join(element.itertext()).split())
