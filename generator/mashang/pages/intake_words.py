"""What the intake is told of a site: its words for each kind of code, and the codes that there are."""

from __future__ import annotations

from mashang.addresses import INTAKE, relative
from mashang.codes.ledger import find_successor
from mashang.intake_profile import IntakeProfile, KindWords, KnownCode
from mashang.kinds import KINDS, name_code
from mashang.model import Code, CodeKind, CodeState
from mashang.pages.scan_frame import scan_environment
from mashang.pages.scan_kinds import SCAN_KINDS
from mashang.pages.scan_ways import find_intake
from mashang.pages.site import Site
from mashang.report_ways import WayKind


def make_profile(site: Site) -> IntakeProfile | None:
    """The profile of a site's intake, without the keys, which whoever hands it over adds.

    ``None`` for a county that has no form of its own.
    """
    settings = site.settings
    way = next((way for way in settings.ways if way.kind is WayKind.FORM), None)
    if way is None:
        return None
    beside = find_intake(way, settings.site_url, INTAKE) != way.address
    return IntakeProfile(
        name=settings.name,
        organiser=settings.organiser,
        phone=settings.phone,
        site=relative(INTAKE, "") if beside else settings.site_url,
        demonstration=settings.demonstration,
        ratings=way.ratings,
        anonymous=way.anonymous,
        handler=way.handler,
        days=way.days,
        retention_days=settings.retention_days,
        erase_days=settings.intake_erase_days,
        salt=settings.code_base,
        recipients=(),
        office_key="",
        style=scan_environment().get_template("style.css").render(),
        kinds={kind.value: _describe_kind(site, kind) for kind in SCAN_KINDS},
        codes={code.code: _describe_code(site, code) for code in site.codes},
    )


def _describe_kind(site: Site, kind: CodeKind) -> KindWords:
    words = SCAN_KINDS[kind]
    return KindWords(
        label=name_code(KINDS[kind], rated=site.settings.takes_ratings),
        heading=words.heading,
        question=words.question,
        hint=words.hint,
        messages=tuple((one.value, one.label, one.note) for one in words.messages),
    )


def _describe_code(site: Site, code: Code) -> KnownCode:
    if KINDS[code.kind].hidden:
        return KnownCode(code.kind.value, withdrawn=code.state is CodeState.WITHDRAWN)
    successor = find_successor(site.code_by_id, code)
    return KnownCode(code.kind.value, code.name, code.state is CodeState.WITHDRAWN, successor.code if successor else "")
