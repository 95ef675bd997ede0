"""The profile beside the service: believed only when the office has signed it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from mashang.files import write_atomically
from mashang.intake_profile import PROFILE, PROFILE_SIGNATURE, IntakeProfile, ProfileError, decode_profile
from mashang.report_exchange import describe_profile
from mashang.signature import fingerprint, verify_signature

_PINNED = "office.pub"


@dataclass(slots=True)
class ProfileFile:
    """The profile in ``folder``, read again when its file changes.

    The key of the first profile is kept in ``data``; from then on only profiles of that key are taken, so that whoever
    reaches the server's files from outside cannot have reports sealed for himself.
    """

    folder: Path
    data: Path
    _stamp: tuple[int, int] = (0, 0)
    _profile: IntakeProfile | None = None
    _fault: ProfileError | None = field(default=None)

    def read(self) -> IntakeProfile:
        """The profile; the last good one while a new one cannot be used. Raises :class:`ProfileError`."""
        stamp = _stamp_of(self.folder / PROFILE), _stamp_of(self.folder / PROFILE_SIGNATURE)
        if stamp != self._stamp:
            self._stamp = stamp
            try:
                self._profile, self._fault = self._load(), None
            except (ProfileError, OSError) as fault:
                self._fault = ProfileError(str(fault))
        if self._profile is None:
            raise self._fault or ProfileError(f"{self.folder} 里没有 {PROFILE}。")
        return self._profile

    @property
    def is_sound(self) -> bool:
        """Whether the newest profile is the one in use."""
        return self._fault is None

    def _load(self) -> IntakeProfile:
        body = (self.folder / PROFILE).read_bytes()
        profile = decode_profile(body)
        key = profile.office_key.encode()
        pinned = self.data / _PINNED
        if pinned.exists() and fingerprint(pinned.read_bytes()) != fingerprint(key):
            raise ProfileError(
                f"{PROFILE} 是另一把密钥签的（指纹 {fingerprint(key)}）。县里真的换了密钥，"
                f"请先和县里电话核对指纹，再删掉 {pinned}，重新启动。"
            )
        if not verify_signature(key, describe_profile(body), (self.folder / PROFILE_SIGNATURE).read_bytes()):
            raise ProfileError(f"{PROFILE} 的签名不对。请在办公室重新打包，再放到服务器上。")
        if not pinned.exists():
            write_atomically(pinned, key, durable=True)
        return profile


def _stamp_of(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
