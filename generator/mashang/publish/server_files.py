"""What goes to the web server beside the site: sample configurations for nginx, the script that swaps, how to use them.

Names of servers and paths come from settings that were checked to be just that (``settings.check_own_address``); what
else comes from settings stands in comments, as one line.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from mashang.addresses import INTAKE
from mashang.code_format import ALPHABET, LENGTHS, LOOKALIKES
from mashang.county import Stage
from mashang.publish.policy import derive_policy
from mashang.report_ways import WayKind
from mashang.settings import Settings

BASE = "/srv/mashang"
"""Where ``publish.sh`` keeps the releases of a server."""
_UNPRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
INTAKE_PORT = 8320
"""Where the intake listens on the server, for nginx alone."""
_PORTS = {"http": 80, "https": 80}
"""Where the sample listens: behind what ends https, or until the lines for a certificate are filled in."""


@dataclass(frozen=True, slots=True)
class Release:
    """What is sent to a server: the site of a stage, under a name that its content gives it."""

    settings: Settings
    """As they are at that stage: the site's address is that of the stage."""
    stage: Stage
    name: str = ""
    """Also the folder in the archive."""
    intake: Mapping[str, bytes] = field(default_factory=dict)
    """The signed profile of the intake, by the names of its files; none where the county takes no reports."""


@dataclass(frozen=True, slots=True)
class _Sample:
    """What the templates are filled with."""

    title: str
    name: str
    stage: str
    staging: bool
    site_url: str
    host: str
    port: int
    path: str
    pattern: str
    tag: str
    """Distinguishes this site's variables from those of another site on the same server."""
    log: str
    policy: str
    scan_policy: str
    codes_here: bool
    """Whether the codes' address is another path of the same host."""
    codes_host: str
    """The codes' host where it, or its port, is another one; the preview answers for no codes."""
    codes_port: int
    code_pattern: str
    intake: bool = False
    """Whether the county's own form stands with the site."""
    base: str = BASE
    intake_port: int = INTAKE_PORT
    places: tuple[int, ...] = tuple(range(1, max(LENGTHS) + 1))

    @property
    def characters(self) -> str:
        """The entries of a map from a typed character to the one in a code."""
        shown = {letter: letter for letter in ALPHABET} | LOOKALIKES
        return " ".join(['default "";', *(f"{typed} {meant};" for typed, meant in sorted(shown.items()))])

    @property
    def captures(self) -> str:
        """A regular expression that takes a typed code apart, with the blanks or hyphens that it is printed with.

        What a short code has not is empty in a map.
        """
        short, long = LENGTHS
        one, *others = (f"(?<ms_{self.tag}_c{place}>[0-9a-z])" for place in self.places)
        parted = [f"[- ]?{other}" for other in others]
        return "".join((one, *parted[: short - 1], "(?:", *parted[short - 1 : long - 1], ")?"))


def render_configurations(
    settings: Settings, stage: Stage, reading: Iterable[str], scans: Iterable[str]
) -> dict[str, str]:
    """The sample configurations for a site whose reading pages and pages of codes are given, by their file names."""
    sample = _fill_sample(Release(settings, stage), derive_policy(reading), derive_policy(scans))
    environment = _make_environment()
    names: tuple[str, ...] = ("nginx-site.conf", "nginx-portal-http.conf", "nginx-portal-location.conf")
    names += ("mashang-intake.service",) if sample.intake else ()
    return {name: environment.get_template(f"{name}.jinja").render(s=sample) for name in names}


def render_guide(release: Release) -> dict[str, str]:
    """How to publish a release, in Chinese, and the script that does it, by their file names."""
    script = (files("mashang.publish") / "server" / "publish.sh").read_text(encoding="utf-8")
    guide = _make_environment().get_template("README.txt.jinja").render(s=_fill_sample(release, "", ""))
    return {"publish.sh": script, "README.txt": guide}


def _make_environment() -> Environment:
    return Environment(
        loader=PackageLoader("mashang.publish", "server"),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 — neither file is HTML; what is put in is checked or made one line
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _fill_sample(release: Release, policy: str, scan_policy: str) -> _Sample:
    settings, staging = release.settings, release.stage is Stage.STAGING
    site, codes = urlsplit(settings.site_url), urlsplit(settings.code_base)
    host = _name_host(settings.site_url)
    elsewhere = not staging and settings.code_base != f"{settings.site_url}f/"
    port, codes_port = (address.port or _PORTS[address.scheme] for address in (site, codes))
    codes_host = _name_host(settings.code_base)
    same_server = (codes_host, codes_port) == (host, port)
    name = _UNPRINTED.sub(" ", settings.name)
    return _Sample(
        title=f"{name}（{'内部预览' if staging else '正式网站'}）",
        name=release.name,
        stage=release.stage.value,
        staging=staging,
        site_url=settings.site_url,
        host=host,
        port=port,
        path=site.path,
        pattern=re.escape(site.path),
        tag=hashlib.sha256(f"{release.stage.value} {settings.site_url}".encode()).hexdigest()[:6],
        log=f"{host}-{release.stage.value}",
        policy=policy,
        scan_policy=scan_policy,
        codes_here=elsewhere and same_server and codes.path != f"{site.path}f/",
        codes_host=codes_host if elsewhere and not same_server else "",
        codes_port=codes_port,
        code_pattern=re.escape(codes.path),
        intake=any(way.kind is WayKind.FORM and way.address == f"{settings.site_url}{INTAKE}" for way in settings.ways),
    )


def _name_host(url: str) -> str:
    """The host of an address as servers know it: a Chinese domain by its ASCII name."""
    return (urlsplit(url).hostname or "").encode("idna").decode()
