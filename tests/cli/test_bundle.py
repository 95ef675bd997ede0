"""The command that packs the built site."""

from __future__ import annotations

import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from mashang.county import County
from mashang.intake_profile import decode_profile
from mashang.proof.report_keys import list_recipients

Run = Callable[..., tuple[int, str]]


def test_a_built_site_is_packed_with_all_its_files(built: Path, mashang: Run) -> None:
    """Archive and checksum lie where the command says; the archive holds the whole site; twice gives the same."""
    code, said = mashang("bundle", "--root", built)
    assert code == 0
    archive, checksum = sorted((built / "bundle").iterdir())
    assert str(archive) in said
    assert str(checksum) in said
    assert "只能发布到 https://www.mingchuan.example/yshj/" in said
    with tarfile.open(archive) as entries:
        packed = {name.partition("/site/")[2] for name in entries.getnames() if "/site/" in name}
    present = {path.relative_to(built / "site").as_posix() for path in (built / "site").rglob("*")}
    assert packed == present
    before = archive.read_bytes()
    assert mashang("bundle", "--root", built, "--output", built / "again.tar.gz")[0] == 0
    assert (built / "again.tar.gz").read_bytes() == before


def test_a_preview_goes_to_its_own_address_only(county: Path, mashang: Run) -> None:
    """Its archive says so; its pages name the preview's address; without one in the settings nothing is packed."""
    assert mashang("build", "--root", county, "--stage", "staging")[0] == 0
    code, said = mashang("bundle", "--root", county, "--stage", "staging")
    assert code == 0
    assert "这是内部预览，只能发布到 https://yulan.mingchuan.example/。" in said
    (archive,) = (county / "bundle").glob("mashang-staging-*.tar.gz")
    with tarfile.open(archive) as entries:
        (name,) = (name for name in entries.getnames() if name.endswith("/server/nginx-site.conf"))
        file = entries.extractfile(name)
        assert file
        text = file.read().decode()
    assert "server_name yulan.mingchuan.example;" in text
    assert 'add_header X-Robots-Tag "noindex, nofollow" always;' in text
    assert "/srv/mashang/staging/current/site/" in text
    assert "/srv/mashang/production" not in text
    assert "deny all;" in text
    settings = county / "site_config" / "site.yml"
    written = settings.read_text(encoding="utf-8").replace("staging_url: https://yulan.mingchuan.example/\n", "")
    settings.write_text(written, encoding="utf-8")
    code, said = mashang("bundle", "--root", county, "--stage", "staging")
    assert code == 3
    assert "没有写 staging_url" in said


def test_a_site_that_was_changed_by_hand_is_not_packed(built: Path, mashang: Run) -> None:
    """What goes to the server is what was built: one changed word is found, and the file named."""
    page = built / "site" / "about" / "index.html"
    page.unlink()  # its content may be shared with another tree
    page.write_text("changed", encoding="utf-8")
    code, said = mashang("bundle", "--root", built)
    assert code == 3
    assert "有 1 个文件变了（如 about/index.html）" in said
    assert not (built / "bundle").exists()


def test_a_site_that_breaks_a_rule_is_not_packed(county: Path, mashang: Run) -> None:
    """A footer of the county's own without what every government site must show: the rule and a page are named."""
    footer = county / "site_config" / "overrides" / "partials" / "footer.html"
    footer.parent.mkdir(parents=True)
    footer.write_text("<footer>甲县</footer>", encoding="utf-8")
    assert mashang("build", "--root", county)[0] == 0
    code, said = mashang("bundle", "--root", county)
    assert code == 1
    assert said.startswith("网站有不合格的地方，没有打包：\n  ")
    assert "页脚" in said
    assert "如 404.html：" in said or "如 index.html：" in said
    assert said.endswith("改法：运行 inspect 看全部问题和改法，改好以后重新运行 build。\n")
    assert not (county / "bundle").exists()


def test_without_a_site_or_with_wrong_settings_nothing_is_packed(county: Path, mashang: Run) -> None:
    """An unbuilt county, a name that is no server's, and a folder in the place of the file."""
    code, said = mashang("bundle", "--root", county)
    assert code == 3
    assert "请先运行 build" in said
    settings = county / "site_config" / "site.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("site_url: https://www.m", "site_url: https://a;www.m"), encoding="utf-8")
    code, said = mashang("bundle", "--root", county)
    assert code == 1
    assert "域名写错了" in said
    assert mashang("bundle", "--root", county, "--output", county)[0] == 2
    assert not (county / "bundle").exists()


def test_the_intake_is_told_by_the_bundle(
    built: Path, mashang: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without keys the bundle says what is missing; with them it holds the profile, in which no enterprise is."""
    monkeypatch.setenv("MASHANG_KEYS", str(tmp_path / "keys"))
    code, said = mashang("bundle", "--root", built)
    assert (code, "还没有接收意见的密钥。请先运行 reports keys，再试一次。" in said) == (0, True)
    assert mashang("reports", "keys", "--root", built)[0] == 0
    assert mashang("build", "--root", built)[0] == 0
    archive = built / "with.tar.gz"
    code, said = mashang("bundle", "--root", built, "--output", archive)
    assert (code, "还不能用" in said) == (0, False)
    with tarfile.open(archive) as entries:
        files = {name.partition("/")[2]: entries.extractfile(name) for name in entries.getnames() if "/intake/" in name}
        profile = decode_profile(files["intake/profile.json"].read())  # type: ignore[union-attr]  # a file
        assert set(files) == {"intake/profile.json", "intake/profile.sig"}
        (unit,) = (name for name in entries.getnames() if name.endswith("server/mashang-intake.service"))
        assert unit
    assert profile.recipients == list_recipients(County(built))
    hidden = [known for known in profile.codes.values() if known.kind == "enterprise"]
    assert hidden
    assert not any(known.name or known.successor for known in hidden)
