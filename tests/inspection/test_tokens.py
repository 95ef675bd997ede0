"""Pages are cut into the same tags and texts as by Python's own parser, only sooner."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from generator.inspection.tokens import Attributes, feed_tokens

Token = tuple[str, str, tuple[tuple[str, str | None], ...]]


class Recorder:
    """Writes down what it is given; texts side by side become one."""

    def __init__(self) -> None:
        self.tokens: list[Token] = []

    def handle_starttag(self, tag: str, attributes: Attributes) -> None:
        """Note a tag that opens."""
        self.tokens.append(("start", tag, tuple(attributes.items())))

    def handle_endtag(self, tag: str) -> None:
        """Note a tag that closes."""
        self.tokens.append(("end", tag, ()))

    def handle_data(self, data: str) -> None:
        """Note a text."""
        if self.tokens and self.tokens[-1][0] == "text":
            self.tokens[-1] = ("text", self.tokens[-1][1] + data, ())
        else:
            self.tokens.append(("text", data, ()))


class Judge(HTMLParser):
    """Python's own parser, writing into a recorder."""

    def __init__(self) -> None:
        super().__init__()
        self.recorder = Recorder()
        self.handle_data = self.recorder.handle_data  # type: ignore[method-assign]  # what it gives, as it gives it
        self.handle_endtag = self.recorder.handle_endtag  # type: ignore[method-assign]  # the same

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that opens."""
        self.recorder.handle_starttag(tag, dict(attrs))


def cut(text: str) -> list[Token]:
    """The tokens of a page as we cut it."""
    recorder = Recorder()
    feed_tokens(text, recorder)
    return recorder.tokens


def cut_by_python(text: str) -> list[Token]:
    """The tokens of a page as Python's own parser cuts it."""
    judge = Judge()
    judge.feed(text)
    judge.close()
    return judge.recorder.tokens


def test_every_page_of_the_example_is_cut_alike(example: Path) -> None:
    """Tags, attributes and texts of all pages, to the letter."""
    paths = sorted((example / "site").rglob("*.html"))
    assert len(paths) > 200
    for path in paths:
        text = path.read_text(encoding="utf-8")
        assert cut(text) == cut_by_python(text), path


@pytest.mark.parametrize(
    "text",
    [
        "",
        "只有文字 &amp; &lt;b&gt; &nbsp;&#x4e2d;",
        "1 < 2 且 3 > 2",
        "<!doctype html><HTML Lang='zh-CN'><P Class=a b>甲<br>乙<br/>丙</P>",
        "<!-- 注 <p>不算</p> --><p>算</p>",
        '<a title="a > b" href=\'x?y=1&amp;z="2"\'>链接</a>',
        "<input disabled value=''>",
        "<script>if (1 < 2) { document.write('<p>'); }</script><p>后</p>",
        "<style>p > a { content: '</p>' }</style><p>后</p>",
        "<SCRIPT>a</script ><p>后</p>",
        '<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>',
        "<td>一<td>二</table>",
        "<p>没有写完",
    ],
)
def test_what_people_write_is_cut_alike(text: str) -> None:
    """Quotes of both sorts and none, references, comments, scripts, styles, tags that close themselves."""
    assert cut(text) == cut_by_python(text)


def test_what_is_cut_off_in_a_tag_is_text() -> None:
    """A page that ends within a tag loses that tag only."""
    assert cut('<p>甲</p><a href="x') == [
        ("start", "p", ()),
        ("text", "甲", ()),
        ("end", "p", ()),
        ("text", '<a href="x', ()),
    ]


def test_the_first_of_two_attributes_counts() -> None:
    """As in a browser."""
    assert cut('<p id="a" ID="b">') == [("start", "p", (("id", "a"),))]
