"""What a site says of itself where no record was kept: the same names and pages, as far as they are public."""

from __future__ import annotations

from pathlib import Path

from mashang.county import County
from mashang.proof.public_record import FactKind, read_record
from mashang.proof.published_site import describe_published


def test_the_site_says_what_the_record_says(example: Path) -> None:
    """Every page but home with its title, every public name, the address; nothing that the record does not hold."""
    recorded, _ = read_record(County(example))
    said = describe_published(example / "site")
    assert said.items() <= recorded.items()
    pages = {key for key in recorded if key[0] is FactKind.PAGE and key[1]}
    assert pages <= said.keys()
    assert (FactKind.NAME, "windows/W01") in said


def test_what_is_no_site_says_nothing(tmp_path: Path) -> None:
    """Neither an empty folder nor one with other files."""
    assert describe_published(tmp_path) == {}
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "datapackage.json").write_text("[")
    assert describe_published(tmp_path) == {}
