"""The county's keys: made, used by a build, replaced."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where private keys lie in a test."""
    folder = tmp_path / "home" / "keys"
    monkeypatch.setenv("MASHANG_KEYS", str(folder))
    monkeypatch.delenv("MASHANG_KEY_PASSPHRASE", raising=False)
    return folder


def test_a_key_signs_every_later_build(built: Path, keys: Path, mashang: Run) -> None:
    """The private key is readable by its owner only and not in the county; the site shows key and signature."""
    assert mashang("keys", "show", "--root", built)[1].startswith("还没有密钥。")
    code, said = mashang("keys", "create", "--root", built)
    assert code == 0
    (private,) = keys.iterdir()
    assert str(private) in said
    assert private.stem in said
    assert (private.stat().st_mode & 0o077, keys.stat().st_mode & 0o077) == (0, 0)
    assert not [path for path in built.rglob("*") if path.is_file() and b"PRIVATE KEY" in path.read_bytes()]
    assert mashang("build", "--root", built)[0] == 0
    first = {name: (built / "site" / name).read_bytes() for name in ("manifest.json", "manifest.sig", "manifest.pub")}
    assert f"\n清单的签名正确，公钥指纹 {private.stem}。\n" in mashang("verify-site", "--root", built)[1]
    about = (built / "site" / "about" / "index.html").read_text(encoding="utf-8")
    assert 'href="../manifest.sig"' in about
    assert 'href="../manifest.pub"' in about
    shutil.rmtree(built / "build")
    assert mashang("build", "--root", built)[0] == 0
    assert {name: (built / "site" / name).read_bytes() for name in first} == first
    public = load_pem_public_key(first["manifest.pub"])
    assert isinstance(public, Ed25519PublicKey)
    public.verify(first["manifest.sig"], first["manifest.json"])  # as any tool would, from the three files alone


def test_a_machine_without_the_key_builds_unsigned_and_says_so(built: Path, keys: Path, mashang: Run) -> None:
    """A warning, and a fault for whoever verifies."""
    mashang("keys", "create", "--root", built)
    (private,) = keys.iterdir()
    private.unlink()
    code, said = mashang("build", "--root", built)
    assert code == 0
    assert f"这次生成的网站没有签名：这台电脑上没有签名私钥 {private.stem}。  [signature-skipped]" in said
    code, said = mashang("verify-site", "--root", built)
    assert code == 1
    assert "签名（1 处）\n  manifest.sig：应当有签名，却没有\n" in said
    assert "私钥不在这台电脑上" in mashang("keys", "show", "--root", built)[1]


def test_keys_are_replaced_on_purpose_only(built: Path, keys: Path, mashang: Run) -> None:
    """The old site still verifies, by the old key, which is kept behind the new one."""
    mashang("keys", "create", "--root", built)
    assert mashang("build", "--root", built)[0] == 0
    old = built.parent / "old"
    shutil.copytree(built / "site", old)
    code, said = mashang("keys", "create", "--root", built)
    assert code == 2
    assert "加 --replace" in said
    assert mashang("keys", "create", "--replace", "--root", built)[0] == 0
    assert len(list(keys.iterdir())) == 2
    assert "已经换掉的密钥，没有打包" in mashang("bundle", "--root", built)[1]
    assert mashang("build", "--root", built)[0] == 0
    assert mashang("bundle", "--root", built)[0] == 0
    for folder, replaced in ((built / "site", False), (old, True)):
        code, said = mashang("verify-site", folder, "--root", built)
        assert code == 0
        assert ("这是已经换掉的公钥" in said) is replaced
    shown = mashang("keys", "show", "--root", built)[1].splitlines()
    assert [line[:5] for line in shown] == ["在用的公钥", "以前的公钥"]
    assert (built / "site" / "manifest.pub").read_text(encoding="ascii").count("BEGIN") == 1
    assert mashang("verify-site", old, "--root", built, "--key", built / "site" / "manifest.pub")[0] == 1


def test_a_passphrase_locks_the_key(county: Path, keys: Path, mashang: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it nothing is published, and the message says what is missing."""
    monkeypatch.setenv("MASHANG_KEY_PASSPHRASE", "很长的口令")
    mashang("keys", "create", "--root", county)
    (private,) = keys.iterdir()
    assert b"ENCRYPTED" in private.read_bytes()
    monkeypatch.delenv("MASHANG_KEY_PASSPHRASE")
    code, said = mashang("build", "--root", county)
    assert code == 3
    assert "MASHANG_KEY_PASSPHRASE" in said
    assert not (county / "site").exists()


def test_a_private_key_never_lies_in_the_county(county: Path, mashang: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever the variable points; a torn public key is named."""
    monkeypatch.setenv("MASHANG_KEYS", str(county / "site_config" / "keys"))
    code, said = mashang("keys", "create", "--root", county)
    assert code == 3
    assert "私钥不能放在网站的文件夹里" in said
    (county / "site_config" / "signing.pub").write_text("x", encoding="utf-8")
    assert mashang("keys", "show", "--root", county)[0] == 3


def test_no_private_key_is_left_without_its_public_one(county: Path, keys: Path, mashang: Run) -> None:
    """Where the public key cannot be written, the next try is not about a key that nobody can use."""
    (county / "site_config" / "signing.pub").mkdir()
    assert mashang("keys", "create", "--root", county)[0] == 3
    assert list(keys.iterdir()) == []


def test_a_check_is_not_slowed_by_the_library_of_keys() -> None:
    """Nothing of cryptography is loaded before a site is signed or verified."""
    code = "import sys, mashang.cli.check, mashang.cli.close; print('cryptography' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
