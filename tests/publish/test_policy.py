"""The Content-Security-Policy that is made from a site's pages."""

from __future__ import annotations

import base64
import hashlib

import pytest

from mashang.publish.policy import PolicyError, derive_policy


def rules(*pages: str) -> dict[str, list[str]]:
    """The rules of the policy for these pages, each with its sources."""
    parts = (part.split() for part in derive_policy(pages).split("; "))
    return {name: sources for name, *sources in parts}


def digest(text: str) -> str:
    """How a policy names a text."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_pages_of_words_may_do_nothing() -> None:
    """What a page does not hold is not allowed: no script, no style, no request, no form."""
    found = rules("<!doctype html><p title='a > b'>style=x onclick=y</p>")
    for name in ("default-src", "script-src", "style-src", "font-src", "connect-src", "form-action", "base-uri"):
        assert found[name] == ["'none'"]
    assert found["frame-ancestors"] == ["'self'"]


def test_own_files_are_allowed_where_they_are_loaded() -> None:
    """Scripts and sheets of the site itself, and what these may ask for; no other host is ever named."""
    found = rules('<link rel="stylesheet" href="a.css"><link rel=icon href="data:,">', '<script src="a.js"></script>')
    assert found["script-src"] == found["connect-src"] == found["style-src"] == ["'self'"]
    assert rules('<link rel="icon" href="a.svg">')["style-src"] == ["'none'"]


def test_inline_elements_are_allowed_by_their_text() -> None:
    """Each text once, letter for letter; script that is data is not counted; nothing else inline may run."""
    style, script = "\nbody{color:red}\n", "var 字 = 1 < 2;"
    page = f'<style media="a>b">{style}</style><script>{script}</script><SCRIPT type="module">x</SCRIPT >'
    found = rules(page, page, '<script type="application/json">{"a": 1}</script>')
    assert found["style-src"] == [digest(style)]
    assert found["script-src"] == sorted([digest(script), digest("x")])
    assert "unsafe" not in derive_policy([page])


def test_styles_in_attributes_are_allowed_only_where_pages_have_them() -> None:
    """Elements stay bound to their digests; older browsers, which know one rule only, still show the bars."""
    found = rules('<link rel=stylesheet href=a.css><style>a{}</style><i style="--done:80%"></i>')
    assert found["style-src"] == ["'self'", "'unsafe-inline'"]
    assert found["style-src-elem"] == ["'self'", digest("a{}")]
    assert found["style-src-attr"] == ["'unsafe-inline'"]


def test_handlers_are_allowed_by_their_text() -> None:
    """As a browser reads the attribute; words that only look like one do not count."""
    found = rules('<p title=\'onclick="no()"\'><a onclick="go(&quot;x&quot;)">a</a>')
    assert found["script-src"] == ["'unsafe-hashes'", digest('go("x")')]


def test_forms_may_be_sent_where_they_say() -> None:
    """The host of each form's address; forms that a script takes care of stay on the site."""
    page = (
        '<form method="post" action="https://a.example:8443/in?x=1&amp;y"></form><form hidden></form>'
        '<button formaction="https://b.example">x</button><form action="here/"></form>'
    )
    assert rules(page)["form-action"] == ["'self'", "https://a.example:8443", "https://b.example"]


@pytest.mark.parametrize("url", ["https://a;b.example/", "https://a.example;x/", "javascript:x()", "//a.example/"])
def test_an_address_that_would_say_more_is_refused(url: str) -> None:
    """A form's address cannot add rules to the policy."""
    with pytest.raises(PolicyError, match="不能写进服务器的示例配置"):
        derive_policy([f'<form action="{url}">'])
