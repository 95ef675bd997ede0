"""The sample configurations, held by a real nginx over the example's archive."""

from __future__ import annotations

import gzip
import http.client
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from mashang.cli import main
from mashang.codes.ledger import read_ledger
from mashang.county import County, Stage
from mashang.publish.server_files import render_configurations
from mashang.settings import Settings
from tests.example_settings import SETTINGS
from tests.publish.web_server import find_port, publish_archive, serve, set_up

pytestmark = pytest.mark.web_server


@dataclass(frozen=True)
class Answer:
    """What a server answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def leads_to(self) -> str:
        """Where a redirect leads."""
        return self.headers.get("location", "")


def ask(address: str, path: str, **headers: str) -> Answer:
    """Ask for a path exactly as it is written; header names may hold ``_`` for the dash."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    found = Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
    connection.close()
    return found


@pytest.fixture(scope="module")
def archive(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example's archive."""
    output = tmp_path_factory.mktemp("bundle") / "mashang.tar.gz"
    assert main(["bundle", "--root", str(example), "--output", str(output)]) == 0
    return output


@pytest.fixture(scope="module")
def code(example: Path) -> str:
    """A code that holds a zero or a one, so that it can be mistyped in every way."""
    ledger, _ = read_ledger(County(example))
    assert ledger
    return next(code.code for code in ledger.codes if "0" in code.code and any(c.isalpha() for c in code.code))


@pytest.fixture(scope="module")
def address(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The example published on a domain of its own."""
    home, port = tmp_path_factory.mktemp("own"), find_port()
    samples = publish_archive(archive, home)
    text = (samples / "nginx-site.conf").read_text(encoding="utf-8")
    with serve(home, set_up(text, home, port), port) as served:
        yield served


@pytest.fixture(scope="module")
def portal(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The example published below the path of a portal that has pages of its own."""
    home, port = tmp_path_factory.mktemp("portal"), find_port()
    samples = publish_archive(archive, home)
    level, location = (
        set_up((samples / name).read_text(encoding="utf-8"), home, port)
        for name in ("nginx-portal-http.conf", "nginx-portal-location.conf")
    )
    server = f"server {{ listen 127.0.0.1:{port}; location / {{ return 200 portal; }}\n{location}\n}}"
    with serve(home, f"{level}\n{server}", port) as served:
        yield served


def test_pages_are_sent_with_their_headers(address: str) -> None:
    """UTF-8, compressed, the headers that keep browsers from guessing and others from framing; short-lived."""
    answer = ask(address, "/yshj/", Accept_Encoding="gzip")
    assert answer.status == 200
    assert "营商环境" in gzip.decompress(answer.body).decode()
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "max-age=300"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert "camera=()" in answer.headers["permissions-policy"]
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]
    assert "strict-transport-security" not in answer.headers
    assert "x-robots-tag" not in answer.headers
    assert "nginx/" not in answer.headers["server"]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("data/measures.csv", "text/csv; charset=utf-8"),
        ("feed.xml", "text/xml; charset=utf-8"),
        ("deadlines.ics", "text/calendar; charset=utf-8"),
        ("assets/mashang.js", "text/javascript; charset=utf-8"),
        ("assets/mashang.css", "text/css; charset=utf-8"),
        ("assets/favicon.svg", "image/svg+xml; charset=utf-8"),
    ],
)
def test_files_are_sent_as_what_they_are(address: str, path: str, kind: str) -> None:
    """Every kind of file has its type and letters, without which a browser would guess."""
    answer = ask(address, f"/yshj/{path}")
    assert (answer.status, answer.headers["content-type"]) == (200, kind)


def test_every_file_of_the_site_has_a_type(example: Path) -> None:
    """No file would be sent as a stream of bytes; nor is a type named twice."""
    conf = render_configurations(SETTINGS, Stage.PRODUCTION, [], [])["nginx-site.conf"]
    types = conf.partition("types {")[2].partition("}")[0]
    known = [suffix for line in types.strip().splitlines() for suffix in line.strip(" ;").split()[1:]]
    assert len(known) == len(set(known))
    assert {path.suffix[1:] for path in (example / "site").rglob("*") if path.is_file()} <= set(known)


def test_what_is_named_by_its_content_is_kept_for_good(address: str, example: Path) -> None:
    """The index of the search for a year, pictures for an hour; the rest for minutes; what is missing never."""
    site = example / "site"
    shard = next(path for path in site.glob("search/*/*.json"))
    assert "immutable" in ask(address, f"/yshj/{shard.relative_to(site).as_posix()}").headers["cache-control"]
    assert ask(address, "/yshj/search/index.json").headers["cache-control"] == "max-age=300"
    assert ask(address, "/yshj/assets/favicon.svg").headers["cache-control"] == "max-age=3600"
    for name in (
        "assets/mashang.css",
        "assets/mashang.js",
    ):  # a style sheet holds what its pages use, so it goes with them
        assert ask(address, f"/yshj/{name}").headers["cache-control"] == "max-age=300"
    assert "cache-control" not in ask(address, "/yshj/search/0123456789ab/x.json").headers


def test_what_is_not_there_shows_the_sites_own_page(address: str) -> None:
    """At any depth, with status 404 and all headers; a folder without a page is not there either."""
    for path in ("/yshj/no", "/yshj/no/no/no.html", "/yshj/f/", "/yshj/f/000000000/", "/yshj/f/no/", "/yshj/F/"):
        answer = ask(address, path)
        assert answer.status == 404, path
        assert "没有找到这个页面" in answer.body.decode()
        assert "content-security-policy" in answer.headers
    assert ask(address, "/yshj/../RELEASE").status == 404
    assert ask(address, "/yshj/..%2fRELEASE").status in (400, 404)


def test_codes_are_found_however_they_are_typed(address: str, code: str) -> None:
    """Small letters, O for 0, I or L for 1, without the slash, in groups as printed, with a capital F."""
    target = f"/yshj/f/{code}/"
    assert ask(address, target).status == 200
    typed = code.lower()
    confused = typed.replace("0", "o").replace("1", "l")
    capital = code.replace("0", "O").replace("1", "I")
    grouped = f"{code[:3]}-{code[3:6]}%20{code[6:]}"
    for path in (f"f/{typed}/", f"f/{typed}", f"F/{code}/", f"f/{confused}/", f"f/{capital}", f"f/{grouped}/"):
        answer = ask(address, f"/yshj/{path}")
        assert (answer.status, answer.leads_to) == (302, target), path
    assert ask(address, target[:-1]).leads_to == target
    assert ask(address, f"/yshj/f/{code}0/").status == 404


def test_an_address_without_its_slash_or_path_leads_home(address: str) -> None:
    """The domain alone and the path without slash; other paths of the domain hold nothing."""
    assert ask(address, "/").leads_to == "/yshj/"
    assert ask(address, "/yshj").leads_to == "/yshj/"
    assert ask(address, "/yshj/about").leads_to == "/yshj/about/"
    assert ask(address, "/other").status == 404


def test_the_site_stands_below_a_portal_and_touches_nothing_else(portal: str, code: str) -> None:
    """The same answers below the path; the portal's own pages keep their own headers."""
    assert ask(portal, "/yshj/").headers["cache-control"] == "max-age=300"
    assert ask(portal, f"/yshj/f/{code.lower()}").leads_to == f"/yshj/f/{code}/"
    assert "没有找到这个页面" in ask(portal, "/yshj/no").body.decode()
    own = ask(portal, "/")
    assert own.body == b"portal"
    assert "content-security-policy" not in own.headers


def test_what_leads_on_and_what_fails_carry_the_headers_too(address: str, portal: str, code: str) -> None:
    """A redirect or an error is an answer like others: none without its policy, of the site or of its domain."""
    for path in ("", "/about", "/no", "/f/", f"/f/{code.lower()}", f"/f/{code}"):
        for served in (address, portal):
            answer = ask(served, f"/yshj{path}")
            assert answer.status >= 300
            headers = ("content-security-policy", "x-content-type-options", "referrer-policy")
            assert all(name in answer.headers for name in headers), path
    assert all("content-security-policy" in ask(address, path).headers for path in ("/", "/other"))


def test_an_unchanged_page_is_not_sent_again(address: str) -> None:
    """A browser that has a page asks whether it changed, by the time that the archive gave the file."""
    first = ask(address, "/yshj/about/")
    again = ask(address, "/yshj/about/", If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")


def make_site(home: Path, stage: Stage) -> None:
    """A published site of one code."""
    page = home / "srv" / stage.value / "current" / "site" / "f" / "ABCDEFGH0" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text("code", encoding="utf-8")
    (page.parents[2] / "404.html").write_text("nothing", encoding="utf-8")


def serve_made(home: Path, settings: Settings, stage: Stage = Stage.PRODUCTION) -> tuple[str, int]:
    """The http level for a tiny site with these settings, and its port."""
    make_site(home, stage)
    port = find_port()
    return set_up(render_configurations(settings, stage, [], [])["nginx-site.conf"], home, port), port


RELATIONS = {
    "same": ("https://www.example.com/yshj/", "https://www.example.com/yshj/f/"),
    "the domain's root": ("https://www.example.com/", "https://www.example.com/f/"),
    "moved to the root": ("https://www.example.com/", "https://www.example.com/yshj/f/"),
    "moved above": ("https://www.example.com/gk/", "https://www.example.com/gk/yshj/f/"),
    "moved below": ("https://www.example.com/yshj/new/", "https://www.example.com/yshj/f/"),
    "moved into the codes' path": ("https://www.example.com/f/new/", "https://www.example.com/f/"),
    "codes at the root": ("https://www.example.com/yshj/", "https://www.example.com/"),
    "moved beside": ("https://www.example.com/new/", "https://www.example.com/yshj/f/"),
    "a short path": ("https://www.example.com/yshj/", "https://www.example.com/c/"),
    "inside the site": ("https://www.example.com/yshj/", "https://www.example.com/yshj/c/"),
    "another host": ("https://www.example.com/yshj/", "https://ma.example.com/"),
    "another host's path": ("https://new.example.com/", "https://www.example.com/yshj/f/"),
    "codes on another port": ("https://www.example.com/", "https://www.example.com:8443/f/"),
    "moved to another port": ("https://www.example.com:8443/yshj/", "https://www.example.com/yshj/f/"),
    "another scheme": ("https://www.example.com/yshj/", "http://www.example.com/yshj/f/"),
}
"""The site's address, and that which its printed codes name."""


@pytest.mark.parametrize("portal", [False, True], ids=["own", "portal"])
@pytest.mark.parametrize(("site_url", "base"), RELATIONS.values(), ids=RELATIONS)
def test_printed_codes_outlive_a_move(*, tmp_path: Path, site_url: str, base: str, portal: bool) -> None:
    """Wherever the site moves, every code that was printed leads to its page, mistyped too, with all headers."""
    settings, ports = replace(SETTINGS, site_url=site_url, code_base=base), (find_port(), find_port())
    make_site(tmp_path, Stage.PRODUCTION)
    made = render_configurations(settings, Stage.PRODUCTION, [], [])
    parts = {name: set_up(text, tmp_path, *ports) for name, text in made.items()}
    text = parts["nginx-site.conf"]
    if portal:
        own = "location ~ /[a-z0]+/?$ { return 200 portal; }"
        own += "location / { return 200 portal; }" if urlsplit(site_url).path != "/" else ""
        listen = f"listen 127.0.0.1:{ports[urlsplit(site_url).port is not None]};"
        server = f"server {{ {listen} server_name {urlsplit(site_url).hostname};"
        text = f"{parts['nginx-portal-http.conf']}\n{server}\n{own}\n{parts['nginx-portal-location.conf']}\n}}"
    place, goal = urlsplit(base), urlsplit(f"{site_url}f/ABCDEFGH0/")
    with serve(tmp_path, text, ports[0]):
        served = f"http://127.0.0.1:{ports[place.port is not None]}"
        for typed in ("ABCDEFGH0/", "ABCDEFGH0", "abcdefgho/", "ABCD-EFGH-O", "ABCD%20EFGH%200/", "abcd-EFGH0?x=1"):
            answer = ask(served, f"{place.path}{typed}", Host=place.netloc)
            assert "content-security-policy" in answer.headers, typed
            where = urlsplit(urljoin(base, answer.leads_to))
            assert answer.body == b"code" or (where.netloc, where.path) == (goal.netloc, goal.path), typed
        for typed in ("ABCDEFGHZ/", "a;b", "ABCDEFGHU/", ""):
            answer = ask(served, f"{place.path}{typed}", Host=place.netloc)
            assert answer.leads_to in ("", f"{site_url}f/ABCDEFGHZ/", f"{site_url}f/ABCDEFGH/", "/yshj/"), typed
        shown = ask(f"http://127.0.0.1:{ports[goal.port is not None]}", goal.path, Host=goal.netloc)
        assert (shown.status, shown.body) == (200, b"code")


def test_a_portals_own_pages_stay_where_codes_stood_at_its_root(tmp_path: Path) -> None:
    """Words of nine letters are no codes, unless a page stands behind them."""
    port = find_port()
    make_site(tmp_path, Stage.PRODUCTION)
    settings = replace(SETTINGS, code_base="https://www.example.com/")
    made = render_configurations(settings, Stage.PRODUCTION, [], [])
    parts = {name: set_up(text, tmp_path, port) for name, text in made.items()}
    own = f"server {{ listen 127.0.0.1:{port}; location / {{ return 200 portal; }}"
    text = f"{parts['nginx-portal-http.conf']}\n{own}\n{parts['nginx-portal-location.conf']}\n}}"
    with serve(tmp_path, text, port) as served:
        for path in ("/", "/contracts", "/statistic/", "/ms_0_code"):
            assert ask(served, path).body == b"portal", path
        assert ask(served, "/abcd-efgh-o").status == 302


def test_a_domain_without_a_path_is_the_site_itself(tmp_path: Path) -> None:
    """The site at the root of a Chinese domain, on a port of its own."""
    settings = replace(SETTINGS, site_url="http://营商.example/", code_base="http://营商.example/f/")
    text, port = serve_made(tmp_path, settings)
    assert "server_name xn--" in text
    with serve(tmp_path, text, port) as served:
        assert ask(served, "/f/abcdefgho").leads_to == "/f/ABCDEFGH0/"
        assert ask(served, "/no").body == b"nothing"


def test_a_preview_is_hidden_from_search_engines(tmp_path: Path) -> None:
    """Every answer says so, what is not found and what leads on too; no browser keeps anything."""
    settings = replace(SETTINGS, site_url="https://yulan.example.com/")
    text, port = serve_made(tmp_path, settings, Stage.STAGING)
    with serve(tmp_path, text, port) as served:
        for path, status in (("/f/ABCDEFGH0/", 200), ("/no", 404), ("/f/abcdefgh0", 302)):
            answer = ask(served, path)
            assert (answer.status, answer.headers["x-robots-tag"]) == (status, "noindex, nofollow")
        assert ask(served, "/f/ABCDEFGH0/").headers["cache-control"] == "no-store"


LONG_CODE = "ABCDEFGH01230"


def make_long_code(home: Path) -> None:
    """A page behind a code of thirteen characters, in the site of :func:`make_site`."""
    page = home / "srv" / "production" / "current" / "site" / "f" / LONG_CODE / "index.html"
    page.parent.mkdir()
    page.write_text("long", encoding="utf-8")


@pytest.mark.parametrize("base", ["https://www.example.com/yshj/f/", "https://www.example.com/c/"])
def test_long_codes_are_found_however_they_are_typed(tmp_path: Path, base: str) -> None:
    """Beside short ones, in groups and with look-alikes; what is longer, shorter or between is no code."""
    text, port = serve_made(tmp_path, replace(SETTINGS, code_base=base))
    make_long_code(tmp_path)
    place = urlsplit(base).path
    with serve(tmp_path, text, port) as served:
        for typed in ("abcd-efgh-o123-0", "ABCD%20EFGH%200l23%200", LONG_CODE.lower(), f"{LONG_CODE.lower()}/"):
            assert ask(served, f"{place}{typed}").leads_to.endswith(f"/yshj/f/{LONG_CODE}/"), typed
        assert ask(served, f"{place}abcdefgho").leads_to.endswith("/yshj/f/ABCDEFGH0/")
        assert ask(served, f"/yshj/f/{LONG_CODE}/").body == b"long"
        for typed in ("abcdefgh0123", "abcdefgh012300", "abcdefgh01", "abcdefgh012"):
            assert ask(served, f"{place}{typed}").status == 404, typed


def ask_often(served: str, paths: Iterable[str]) -> Counter[int]:
    """How often each status was answered."""
    return Counter(ask(served, path).status for path in paths)


@pytest.mark.parametrize("base", ["https://www.example.com/yshj/f/", "https://www.example.com/c/"])
def test_codes_cannot_be_tried_by_the_thousand(tmp_path: Path, base: str) -> None:
    """Whoever tries many is refused, whether the code exists, is mistyped or was never issued; pages stay open."""
    text, port = serve_made(tmp_path, replace(SETTINGS, code_base=base))
    place = urlsplit(base).path
    with serve(tmp_path, text, port) as served:
        tried = ask_often(served, (f"{place}{number:09}/" for number in range(300)))
        assert tried[404] < 300
        assert tried[404] + tried[429] == 300
        assert "content-security-policy" in ask(served, "/yshj/f/000000000/").headers
        known = ask_often(served, [f"{place}{code}" for code in ("ABCDEFGH0/", "abcdefgho", "ABCDEFGH0")] * 20)
        assert known[429] > 30, known
        assert ask_often(served, ["/yshj/404.html"] * 100) == {200: 100}


def test_two_sites_share_a_server(tmp_path: Path) -> None:
    """The site and its preview, set up side by side, do not disturb one another."""
    one, port = serve_made(tmp_path, SETTINGS)
    preview = replace(SETTINGS, site_url="https://yulan.example.com/")
    other, other_port = serve_made(tmp_path, preview, Stage.STAGING)
    with serve(tmp_path, f"{one}\n{other.replace(str(other_port), str(port))}", port) as served:
        assert "x-robots-tag" not in ask(served, "/yshj/f/ABCDEFGH0/", Host="www.example.com").headers
        assert "x-robots-tag" in ask(served, "/f/ABCDEFGH0/", Host="yulan.example.com").headers
