"""Pages of free text by somebody who means harm: whatever the check lets through is opened in a browser.

``python bench/free_text.py --count 60000 --seed 1`` counts the pages that are published with anything alive in them:
scripts, handlers, frames, forms, styles, comments, what loads from elsewhere, links that run. Exit code 1 for any.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random

import yaml
from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "generator"))

from mashang.checks.documents import check_documents
from mashang.pages.markdown import write_block
from mashang.raw import RawDocument

_URLS = (
    *(
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "&#106;avascript:alert(1)",
        "\x01javascript:x",
    ),
    *("javascript&colon;alert(1)", "data:text/html,<b>", "vbscript:x", "//h.example/p.png", "https://h.example/p.png"),
    *("p.png", "../measures/", "https://h.example/", "mailto:a@h.example", "#_2", "/\\h.example", "ja&Tab;vascript:x"),
)
_ALIVE = (
    *(
        "<script>alert(1)</script>",
        "<SCRIPT/x>alert(1)</SCRIPT>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)>",
    ),
    *("<iframe src={url}></iframe>", "<form action={url}><input name=a></form>", "<style>@import '{url}'</style>"),
    *("<!-- {url} -->", "<!-- a --!><b>", "<!--[if IE]><b>x</b><![endif]-->", "<?php {url} ?>", "<![CDATA[<b>]]>"),
    *(
        "<p onclick='alert(1)'>x</p>",
        "<p style='background:url({url})'>x</p>",
        "<b/onfocus=x autofocus tabindex=1>x</b>",
    ),
    *(
        "<a href='{url}'>x</a>",
        "<a href={url} target=x>x</a>",
        "<a\nhref='{url}'\n>x</a>",
        "<math><mi xlink:href='{url}'>",
    ),
    *("<object data={url}>", "<embed src={url}>", "<base href={url}>", "<meta http-equiv=refresh content='0;{url}'>"),
    *("<link rel=stylesheet href={url}>", "<table background='{url}'><tr><td>x</table>", "<details open ontoggle=x>x"),
    *(
        "<template><b>x</b></template>",
        "<noscript><p title='</noscript><b onclick=x>'>",
        "<textarea><b>",
        "<select><b>x",
    ),
)
_MARKDOWN = (
    *(
        "[x]({url})",
        "![x]({url})",
        "[x][r]\n\n[r]: {url}",
        "![x][r]\n\n[r]: {url}",
        "[x](<{url}>)",
        "<{url}>",
        "[![x]({url})]({url})",
    ),
    *(
        "[x]({url} 'onclick=x')",
        "[x]({url} \"x' onclick='x\")",
        "`{url}`",
        "| a | b |\n| - | :-: |\n| [x]({url}) | x |",
    ),
    *(
        "~~~\n{url}\n~~~",
        "```html\n<b onclick=x>\n```",
        "## 小标题",
        "- 甲\n- [x]({url})",
        "> [x]({url})",
        "    [x]({url})",
    ),
    *(
        "**甲**",
        "1. 甲",
        "[TOC]",
        "甲乙丙",
        "---",
        "\\[x]({url})",
        "*[x*]({url})",
        "<b>[x]({url})</b>",
        "<div>\n[x]({url})\n</div>",
    ),
)
_GLUE = (
    "\n\n",
    "\n\n",
    "\n",
    " ",
    "",
    "\n    ",
    "\n\n    ",
    "\n\t",
    "\n> ",
    "\n- ",
    "`",
    "\n~~~\n",
    "<",
    "'",
    '"',
    ">",
    "<div>\n",
)
_BATCH = 500
_NOISE = (
    "",
    "",
    "",
    "",
    "&#x0;",
    "\u00a0",
    "&lt;",
    "&#60;",
    "\\",
    "\x0b",
    "\u200b",
    "＜",
    "</",
    "<!",
    "-->",
    "]]>",
    "</p>",
    "</code>",
)

_JUDGE = """
pages => pages.map(page => {
  const body = new DOMParser().parseFromString(page, 'text/html'), found = [];
  const goal = link => { try { return new URL(link, 'https://h.example/guide/').protocol; } catch { return 'http:'; } };
  const walker = body.createTreeWalker(body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_COMMENT);
  const fine = new Set(('html head body a abbr b blockquote br caption code col colgroup dd del details div dl dt em '
    + 'hr h1 h2 h3 h4 h5 h6 i ins kbd li ol p pre s small span strong sub summary sup table tbody td th thead tr u ul'
  ).split(' '));
  const plain = ['id', 'title', 'lang', 'class', 'scope', 'align', 'colspan', 'rowspan', 'start', 'type', 'open'];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeType === Node.COMMENT_NODE) { found.push('comment'); continue; }
    if (!fine.has(node.localName)) found.push('<' + node.localName + '>');
    for (const {name, value} of node.attributes) {
      if (name === 'href') {
        if (!['http:', 'https:', 'mailto:', 'tel:'].includes(goal(value))) found.push('link ' + value);
      } else if (name === 'style') {
        if (!/^text-align: ?(left|right|center);?$/.test(value)) found.push('style ' + value);
      } else if (!plain.includes(name)) {
        found.push('attribute ' + name);
      }
    }
  }
  return found;
})
"""
"""What is alive in each page, as a browser reads it, by a list of its own."""


@dataclass(frozen=True, slots=True)
class Attack:
    """How it went: pages written, published, and the words of those that are alive with what is."""

    written: int
    published: int
    alive: tuple[tuple[str, tuple[str, ...]], ...]


def write_text(random: Random) -> str:
    """A page with a title, and harm and harmless things in any order behind it."""
    parts = []
    for _ in range(random.randint(1, 5)):
        part = random.choice(random.choice((_MARKDOWN, _MARKDOWN, _ALIVE))).replace("{url}", random.choice(_URLS))
        if random.random() < 0.3:
            place = random.randint(0, len(part))
            part = part[:place] + random.choice(_NOISE) + part[place:]
        parts.append(random.choice(_GLUE) + part)
    return "# 说明" + random.choice(("\n\n", "\n\n", "\n")) + "".join(parts)


def publish_text(text: str) -> str | None:
    """The HTML that the engine puts below the title; nothing when the check refuses the page."""
    pages, _ = check_documents([RawDocument("content/pages/guide.md", "guide", text)], ["measures/"])
    return str(yaml.load(write_block("body", pages[0].html.strip()), yaml.CSafeLoader)["body"]) if pages else None


def judge(tab: Page, pages: list[str]) -> list[list[str]]:
    """What is alive in each of these pages."""
    found: list[list[str]] = tab.evaluate(_JUDGE, pages)
    return found


def attack(tab: Page, count: int, seed: int) -> Attack:
    """Write that many pages and judge in a browser's tab those that are published."""
    random = Random(seed)
    published, alive = 0, []
    for done in range(0, count, _BATCH):
        texts = [write_text(random) for _ in range(min(_BATCH, count - done))]
        shown = [(text, html) for text in texts if (html := publish_text(text)) is not None]
        published += len(shown)
        found = judge(tab, [html for _, html in shown])
        alive += [(text, tuple(what)) for (text, _), what in zip(shown, found, strict=True) if what]
    return Attack(count, published, tuple(alive))


def main() -> int:
    """Attack from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=60_000)
    parser.add_argument("--seed", type=int, default=1)
    words = parser.parse_args()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        result = attack(chromium.new_page(), words.count, words.seed)
        chromium.close()
    print(f"{result.written} written, {result.published} published, {len(result.alive)} alive")
    for text, what in result.alive[:10]:
        print(what, repr(text))
    return 1 if result.alive else 0


if __name__ == "__main__":
    sys.exit(main())
