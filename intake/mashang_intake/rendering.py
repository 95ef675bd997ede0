"""The pages of the service: templates whose only style is the scan pages' own."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from mashang import feedback
from mashang.code_format import group_identifier
from mashang.intake_profile import IntakeProfile
from mashang_intake.form_reading import WHOLE

TRAP = "website"
"""A field that people do not see."""


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("mashang_intake", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals.update(form=feedback, whole=WHOLE, trap=TRAP)
    environment.filters["grouped"] = group_identifier
    return environment


@cache
def _read_form_style() -> str:
    return files("mashang_intake").joinpath("templates", "form.css").read_text(encoding="utf-8")


@cache
def _write_policy(style: str) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def render(profile: IntakeProfile, template: str, status: int = 200, **facts: Any) -> HTMLResponse:
    """A page of the service."""
    style = Markup(profile.style + _read_form_style())  # noqa: S704 — the office's own, signed, and ours
    html = _environment().get_template(template).render(profile=profile, style=style, **facts)
    return HTMLResponse(html, status, {"Content-Security-Policy": _write_policy(style)})
