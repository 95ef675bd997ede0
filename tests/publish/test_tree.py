"""Folders of derived files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mashang.county import ForeignFolderError
from mashang.files import AddressTakenError, sync_tree, write_anew, write_files
from mashang.publish.tree import move_into, write_theme


def test_sync_writes_changes_and_removes_the_rest(tmp_path: Path) -> None:
    """Wanted files are written, unwanted files and empty folders go, equal files are not touched."""
    sync_tree(tmp_path / "docs", {"index.md": "一", "old/a.md": "二", "same.md": "三"})
    os.utime(tmp_path / "docs" / "same.md", (1, 1))
    sync_tree(tmp_path / "docs", {"index.md": "四", "same.md": "三", "new/b.md": b"\x00"})
    found = {path.relative_to(tmp_path / "docs").as_posix() for path in (tmp_path / "docs").rglob("*")}
    assert found == {"index.md", "same.md", "new", "new/b.md"}
    assert (tmp_path / "docs" / "index.md").read_text(encoding="utf-8") == "四"
    assert (tmp_path / "docs" / "same.md").stat().st_mtime == 1


def test_one_address_has_one_source(tmp_path: Path) -> None:
    """A second file for the same path is refused and named."""
    with pytest.raises(AddressTakenError, match=r"f/A/index\.html"):
        write_files(tmp_path, [("f/A/index.html", "1"), ("f/A/index.html", "2")])
    assert (tmp_path / "f" / "A" / "index.html").read_text(encoding="utf-8") == "1"


def test_written_files_are_counted(tmp_path: Path) -> None:
    """Texts become UTF-8 without changed line ends, bytes stay as they are."""
    assert write_files(tmp_path, [("a.txt", "码\n"), ("b/c.bin", b"\r\n")]) == 2
    assert (tmp_path / "a.txt").read_bytes() == "码\n".encode()
    assert (tmp_path / "b" / "c.bin").read_bytes() == b"\r\n"


def test_moving_in_refuses_what_is_there(tmp_path: Path) -> None:
    """The engine's pages and our own files never cover one another."""
    write_files(tmp_path / "files", [("f/A/index.html", "1")])
    write_files(tmp_path / "site", [("index.html", "1")])
    move_into(tmp_path / "files", tmp_path / "site")
    assert (tmp_path / "site" / "f" / "A" / "index.html").is_file()
    write_files(tmp_path / "more", [("f/A/index.html", "2")])
    with pytest.raises(AddressTakenError, match=r"已经有 f/A/index\.html"):
        move_into(tmp_path / "more", tmp_path / "site")
    assert (tmp_path / "site" / "f" / "A" / "index.html").read_text(encoding="utf-8") == "1"


def test_a_folder_may_have_two_sources(tmp_path: Path) -> None:
    """The engine's page on open data and our own tables lie in one folder; a file in a folder's place is refused."""
    write_files(tmp_path / "files", [("data/lists/a.csv", "1"), ("data/b.csv", "2")])
    write_files(tmp_path / "site", [("data/index.html", "3"), ("data/lists/c.csv", "4")])
    move_into(tmp_path / "files", tmp_path / "site")
    found = {path.name for path in (tmp_path / "site").rglob("*") if path.is_file()}
    assert found == {"a.csv", "b.csv", "index.html", "c.csv"}
    write_files(tmp_path / "more", [("data", "5")])
    with pytest.raises(AddressTakenError, match="已经有 data"):
        move_into(tmp_path / "more", tmp_path / "site")


def test_county_files_lie_over_the_theme(tmp_path: Path) -> None:
    """A file in site_config/overrides takes the place of the product's own; what lay there before is gone."""
    overrides = tmp_path / "overrides"
    write_files(overrides, [("main.html", "{# county #}"), ("assets/logo.svg", "<svg/>")])
    write_files(tmp_path / "theme", [("stale.html", "x")])
    write_theme(tmp_path / "theme", overrides)
    assert (tmp_path / "theme" / "main.html").read_text(encoding="utf-8") == "{# county #}"
    assert (tmp_path / "theme" / "assets" / "logo.svg").is_file()
    assert not (tmp_path / "theme" / "stale.html").exists()


def test_what_office_programs_leave_is_not_published(tmp_path: Path) -> None:
    """Lock files, small pictures of photos: they would lie in the site beside the county's own pictures."""
    left = ("assets/Thumbs.db", "assets/~$说明.docx", "assets/.~lock.a.ods#", "desktop.ini", "assets/__MACOSX/a.svg")
    write_files(tmp_path / "overrides", [("assets/a.svg", "<svg/>"), *((name, "x") for name in left)])
    write_theme(tmp_path / "theme", tmp_path / "overrides")
    assert (tmp_path / "theme/assets/a.svg").is_file()
    assert not [name for name in left if (tmp_path / "theme" / name).exists()]


def test_links_in_a_cleared_folder_go_and_what_they_lead_to_stays(tmp_path: Path) -> None:
    """Neither a linked folder nor a linked file is written or cleared through."""
    foreign = tmp_path / "foreign"
    write_files(foreign, [("kept.md", "别人的"), ("index.md", "别人的")])
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "measures").symlink_to(foreign, target_is_directory=True)
    (docs / "index.md").symlink_to(foreign / "index.md")
    sync_tree(docs, {"index.md": "一", "measures/index.md": "二"})
    assert {path.read_text(encoding="utf-8") for path in foreign.iterdir()} == {"别人的"}
    assert (docs / "measures" / "index.md").read_text(encoding="utf-8") == "二"
    assert not (docs / "index.md").is_symlink()


def test_own_files_of_the_county_hold_no_links(tmp_path: Path) -> None:
    """What a link leads to would be published, or fill the disk."""
    overrides = tmp_path / "site_config" / "overrides"
    (overrides / "assets").mkdir(parents=True)
    (overrides / "assets" / "etc").symlink_to("/etc", target_is_directory=True)
    with pytest.raises(ForeignFolderError, match="site_config 里的 etc 是一个链接"):
        write_theme(tmp_path / "theme", overrides)
    assert not (tmp_path / "theme").exists()


def test_what_has_not_changed_is_linked(tmp_path: Path) -> None:
    """A file with the same content shares its place on the disk; changed, absent and linked ones are written."""
    write_files(tmp_path / "old", [("same.txt", "一"), ("changed.txt", "一"), ("real.txt", "一")])
    (tmp_path / "old" / "elsewhere.txt").symlink_to(tmp_path / "old" / "real.txt")
    made = [("same.txt", "一"), ("changed.txt", "二"), ("new.txt", "三"), ("elsewhere.txt", "一")]
    assert write_files(tmp_path / "new", made, tmp_path / "old") == 4
    assert {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "new").iterdir()} == dict(made)
    shared = [name for name, _ in made if (tmp_path / "new" / name).stat().st_nlink == 2]
    assert shared == ["same.txt"]
    assert not (tmp_path / "new" / "elsewhere.txt").is_symlink()
    with pytest.raises(AddressTakenError):
        write_files(tmp_path / "new", [("same.txt", "一")], tmp_path / "old")


def test_a_file_is_written_through_no_link(tmp_path: Path) -> None:
    """A link under the name of the unfinished file, whose name can be foreseen, goes; what it leads to stays."""
    (tmp_path / "else").write_text("别人的", encoding="utf-8")
    (tmp_path / "a.txt.tmp").symlink_to(tmp_path / "else")
    write_anew(tmp_path, {"a.txt": "甲"})
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "甲"
    assert not (tmp_path / "a.txt").is_symlink()
    assert (tmp_path / "else").read_text(encoding="utf-8") == "别人的"
