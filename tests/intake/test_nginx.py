"""The service behind a real nginx, set up by the sample configuration of the bundle."""

from __future__ import annotations

import urllib.request
from dataclasses import replace
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote

import pytest

from mashang.county import Stage
from mashang.publish.server_files import INTAKE_PORT, render_configurations
from tests.example_settings import SETTINGS
from tests.intake.conftest import WINDOW, World, read_hidden, serve_world
from tests.publish.web_server import find_port, serve, set_up

WITH_INTAKE = replace(SETTINGS, intake_url=f"{SETTINGS.site_url}intake/")


@pytest.mark.web_server
def test_forms_go_through_and_the_log_names_no_code(world: World, tmp_path: Path) -> None:
    """Below the site's path, with the service's own headers; counts are told to nobody outside."""
    port = find_port()
    with serve_world(world) as behind:
        text = render_configurations(WITH_INTAKE, Stage.PRODUCTION, [], [])["nginx-site.conf"]
        text = set_up(text, tmp_path, port).replace(f":{INTAKE_PORT}", f":{behind}")
        with serve(tmp_path, text, port) as address:
            with urllib.request.urlopen(f"{address}/yshj/intake/{WINDOW}", timeout=10) as answer:  # noqa: S310 — loopback
                policies, html = answer.headers.get_all("Content-Security-Policy"), answer.read().decode()
            assert len(policies) == 1
            assert "style-src 'sha256-" in policies[0]
            fields = read_hidden(html) | {"text": "甲事"}
            body = "&".join(f"{name}={quote(text)}" for name, text in fields.items())
            request = urllib.request.Request(  # noqa: S310 — loopback
                f"{address}/yshj/intake/report", body.encode(), {"Origin": address, "Referer": f"{address}/{WINDOW}"}
            )
            with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 — loopback
                assert "收到了" in answer.read().decode()
            with pytest.raises(HTTPError, match="404") as refused:
                urllib.request.urlopen(f"{address}/yshj/intake/metrics", timeout=10)  # noqa: S310 — loopback
            refused.value.close()
    (log,) = tmp_path.glob("*.intake.log")
    assert " POST 200 " in log.read_text(encoding="utf-8")
    assert WINDOW not in log.read_text(encoding="utf-8")


def test_only_a_county_with_a_form_of_its_own_is_given_the_part() -> None:
    """And no preview is."""
    names = {
        stage: render_configurations(settings, stage, [], [])
        for stage, settings in ((Stage.PRODUCTION, WITH_INTAKE), (Stage.STAGING, replace(SETTINGS, intake_url="")))
    }
    assert "mashang-intake.service" in names[Stage.PRODUCTION]
    assert "proxy_pass" in names[Stage.PRODUCTION]["nginx-portal-location.conf"]
    assert "mashang-intake.service" not in names[Stage.STAGING]
    assert not any("proxy_pass" in text for text in names[Stage.STAGING].values())
