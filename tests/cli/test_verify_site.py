"""Verifying a site as staff do, where it was built and where it was copied to."""

from __future__ import annotations

import csv
import hmac
import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook

from mashang.county import County
from mashang.inspection.links import check_links
from mashang.inspection.tree import read_tree
from mashang.settings_file import read_settings

Run = Callable[..., tuple[int, str]]


def test_the_published_site_is_whole(example: Path, mashang: Run) -> None:
    """Exit code 0, the number of files, and what an unsigned manifest can prove."""
    code, said = mashang("verify-site", "--root", example)
    files = sum(path.is_file() for path in (example / "site").rglob("*"))
    assert code == 0
    assert said == (
        "清单属于：正式网站 https://www.mingchuan.example/yshj/，最新内容发布于 2026-11-06。\n"
        "清单没有签名：只能看出网站和清单是否一致，看不出清单是不是原来的那一份。\n"
        f"核对了 {files} 个文件，与清单完全一致。\n"
    )


def test_a_copy_that_was_changed_is_reported_file_by_file(example: Path, tmp_path: Path, mashang: Run) -> None:
    """As text, JSON and CSV; with a manifest kept elsewhere also when the copy's own was changed with it."""
    copy = tmp_path / "从服务器下载"
    shutil.copytree(example / "site", copy)
    assert mashang("verify-site", copy, "--root", example)[0] == 0
    page = copy / "about" / "index.html"
    page.write_bytes(page.read_bytes().replace("办".encode(), "辦".encode(), 1))
    (copy / "robots.txt").unlink()
    (copy / "=shell.php").write_text("x", encoding="utf-8")
    code, said = mashang("verify-site", copy, "--root", example)
    assert code == 1
    assert said.startswith(
        "内容变了（1 处）\n  about/index.html\n缺少（1 处）\n  robots.txt\n多出来（1 处）\n  =shell.php\n"
    )
    assert "3 处与清单不一致。" in said
    code, said = mashang("verify-site", copy, "--root", example, "--format", "json")
    assert json.loads(said)["site"]["stage"] == "production"
    assert [(one["difference"], one["path"]) for one in json.loads(said)["found"]] == [
        ("altered", "about/index.html"),
        ("missing", "robots.txt"),
        ("added", "=shell.php"),
    ]
    target = tmp_path / "核对.csv"
    assert mashang("verify-site", copy, "--root", example, "--format", "csv", "--output", target)[0] == 1
    rows = list(csv.reader(io.StringIO(target.read_text(encoding="utf-8-sig"))))
    assert rows[0] == ["差别", "文件", "说明"]
    assert rows[3] == ["多出来", "'=shell.php", ""]
    kept = example / "site" / "manifest.json"
    (copy / "manifest.json").write_text("{}", encoding="utf-8")
    code, said = mashang("verify-site", copy, "--root", example, "--manifest", kept)
    assert code == 1
    assert "清单（1 处）\n  manifest.json：网站里的清单不是给定的这一份\n内容变了（1 处）\n  about/index.html\n" in said


def test_many_differences_are_counted(example: Path, tmp_path: Path, mashang: Run) -> None:
    """A wrong folder is no flood of lines."""
    copy = tmp_path / "copy"
    shutil.copytree(example / "site", copy)
    shutil.rmtree(copy / "measures")
    shutil.rmtree(copy / "f")
    code, said = mashang("verify-site", copy, "--root", example)
    assert code == 1
    assert "个，用 --format csv 看全部。" in said
    assert len(said.splitlines()) < 60


def test_wrong_usage_and_no_site(county: Path, tmp_path: Path, mashang: Run) -> None:
    """No site yet, no such folder, no key in the file."""
    assert mashang("verify-site", "--root", county) == (3, "还没有生成网站。请先运行 build，或写明网站所在的文件夹。\n")
    assert mashang("verify-site", tmp_path / "gone", "--root", county)[0] == 2
    wrong = tmp_path / "key.pub"
    wrong.write_text("x", encoding="utf-8")
    code, said = mashang("verify-site", tmp_path, "--root", county, "--key", wrong)
    assert code == 3
    assert "里不是公钥" in said


def test_the_manifest_is_reached_and_breaks_no_link(example: Path) -> None:
    """The page about the site leads to it; no index names the list of hidden pages."""
    about = (example / "site" / "about" / "index.html").read_text(encoding="utf-8")
    assert 'href="../manifest.json"' in about
    assert "manifest.sig" not in about
    settings, _ = read_settings(County(example))
    assert settings
    assert list(check_links(read_tree(example / "site"), settings.site_url)) == []
    for name in ("sitemap.xml", "robots.txt", "index.html"):
        assert "manifest-" not in (example / "site" / name).read_text(encoding="utf-8")


def test_the_manifest_hides_what_the_site_hides(example: Path) -> None:
    """No code and no name of an enterprise, no plain digest of ratings, no machine's path, no clock."""
    text = (example / "site" / "manifest.json").read_text(encoding="utf-8")
    manifest = json.loads(text)
    codes = list(csv.DictReader((example / "qrcodes" / "ledger.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert not [code for code in codes if code["kind"] == "enterprise" and code["code"] in text]
    assert [code for code in codes if code["kind"] == "window" and code["code"] in text]
    assert str(example) not in text
    assert "salt.txt" not in text
    inputs = {each["path"]: set(each) for each in manifest["inputs"]}
    private = ("content/enterprises.csv", "content/ratings/2026-05.csv", "content/closed/2026-05.csv")
    for path in (*private, "content/months.xlsx", "qrcodes/ledger.csv", "site_config/site.yml"):
        assert path not in text
    for path in ("mkdocs.yml", "content/measures.xlsx", "content/progress/2026-10.xlsx"):
        assert inputs[path] == {"path", "size", "sha256"}
    assert set(manifest["ledger"]) == {"scrypt"}
    assert re.fullmatch("[0-9a-f]{64}", manifest["private_inputs"])
    assert manifest["libraries"]["mkdocs"] == "1.6.1"


def test_the_manifest_discloses_nothing_of_drafts_or_other_files(county: Path, mashang: Run) -> None:
    """A month that is not public yet is not named, nor is what no build reads."""
    book = load_workbook(county / "content" / "months.xlsx")
    (sheet,) = book.worksheets
    sheet.cell(sheet.max_row, 3).value = "草稿"
    book.save(county / "content" / "months.xlsx")
    (county / "site_config" / "约谈名单.txt").write_text("某企业", encoding="utf-8")
    assert mashang("build", "--root", county)[0] == 0
    inputs = {
        each["path"]: set(each) for each in json.loads((county / "site" / "manifest.json").read_bytes())["inputs"]
    }
    assert "content/progress/2026-10.xlsx" not in inputs
    assert inputs["content/progress/2026-09.csv"] == {"path", "size", "sha256"}
    assert not [path for path in inputs if path.startswith("site_config/")]


def test_a_known_salt_does_not_give_the_hidden_list_away(example: Path) -> None:
    """A county that began with the example's folder has the example's salt; its list is named by its own codes too."""
    salt = bytes.fromhex((example / "qrcodes" / "salt.txt").read_text(encoding="utf-8").split()[-1])
    (name,) = [path.name for path in (example / "site").glob("manifest-*.json")]
    assert name != f"manifest-{hmac.digest(salt, b'name', 'sha256').hex()[:32]}.json"


def test_what_is_public_says_the_same_of_many_enterprises_as_of_few(county: Path, mashang: Run) -> None:
    """Nothing in the manifest or the checkpoint grows with the enterprises; the proof of the ledger still holds."""
    assert mashang("build", "--root", county)[0] == 0
    site = county / "site"

    def look() -> tuple[int, list[str], int]:
        manifest = json.loads((site / "manifest.json").read_bytes())
        shown = json.dumps({key: value for key, value in manifest.items() if key != "files"})
        return len(shown), [each["path"] for each in manifest["files"]], (site / "f" / "ledger.txt").stat().st_size

    before, path = look(), county / "content" / "enterprises.csv"
    more = "".join(f"X{number:03},新企业{number},,,启用\r\n" for number in range(120))
    path.write_bytes(path.read_bytes() + more.encode("gb18030"))
    assert mashang("build", "--root", county)[0] == 0
    assert look() == before
    assert mashang("check", "--root", county)[0] == 0
