"""A site's stylesheets, cut down to what built pages can use."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from mashang.files import write_files
from mashang.publish.engine import EngineError
from mashang.publish.styles import write_reduced
from tests.publish.test_engine import make_job, run

PAGE = """<!doctype html><html lang="zh" class="no-js"><body dir="ltr">
<p id="top" class="lead wide" title="a > b" data-note='x'>class="quoted"<a href="#">.</a></p>
<details><summary>s</summary></details></body></html>"""
SCRIPT = 'root.className = "js"; root.setAttribute("data-scheme", "dark");'


def reduce_stylesheet(css: str, page: str = PAGE, other: str = "") -> str:
    """A stylesheet as it stands after a site of one page, one script and another stylesheet was reduced."""
    with TemporaryDirectory() as folder:
        site = Path(folder)
        files = {"index.html": page, "assets/own.js": SCRIPT, "assets/own.css": css, "assets/other.css": other}
        write_files(site, files.items())
        assert list(write_reduced(site)) == []
        return (site / "assets" / "own.css").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "rule",
    [
        "p{color:red}",
        "P.lead{color:red}",
        "*{color:red}",
        ":root{color:red}",
        ".lead.wide>a:hover{color:red}",
        "#top{color:red}",
        "html.js p{color:red}",
        "[data-scheme=dark] p{color:red}",
        "[dir=ltr] p{color:red}",
        '[title^="a"]{color:red}',
        "[data-note]{color:red}",
        "details[open]>summary::after{color:red}",
        "p:not(.gone){color:red}",
        "p:is(.gone,.lead){color:red}",
        "p::-webkit-scrollbar{color:red}",
        "@media print{p{color:red}}",
        "@supports (display:grid){@media screen{p{color:red}}}",
        '@charset "UTF-8";',
        "@layer a,b;",
        "@page{margin:1cm}",
    ],
)
def test_what_can_match_stays_as_it_is(rule: str) -> None:
    """Names that pages hold, that scripts add, that readers cause, and all that is in doubt."""
    assert reduce_stylesheet(rule) == rule


@pytest.mark.parametrize(
    "rule",
    [
        "kbd{color:red}",
        ".gone{color:red}",
        ".quoted{color:red}",
        "p.gone{color:red}",
        "#bottom{color:red}",
        "[dir=rtl] p{color:red}",
        "[data-other]{color:red}",
        "p:is(.gone,kbd){color:red}",
        "p:is(.gone,.lead) .gone{color:red}",
        "@media print{.gone{color:red}}",
        "p{}",
        "p { ; }",
        "p{/* a word to developers */}",
        "/* a word to developers */",
    ],
)
def test_what_can_match_nothing_goes(rule: str) -> None:
    """One name that occurs nowhere is enough; a group that is left empty goes too."""
    assert reduce_stylesheet(rule) == ""


def test_a_list_of_selectors_keeps_those_that_can_match() -> None:
    """The others go, in whatever place they stood."""
    assert reduce_stylesheet(".gone,p,kbd,a{top:0}") == "p,a{top:0}"


def test_a_list_with_a_vendors_selector_stays_together() -> None:
    """Some browsers throw the whole list away for it; a shorter list would begin to work in them."""
    css = ".gone::-moz-x,p{top:0}"
    assert reduce_stylesheet(css) == css


@pytest.mark.parametrize(
    ("css", "written"),
    [
        ("p,\n.lead {\n  color: red;\n  top: 0;\n}\n", "p,.lead{color:red;top:0}"),
        (".lead > a + a ~ a :hover { top: 0 }", ".lead>a+a~a :hover{top:0}"),
        ("p/* one */.lead /* two */ a { top: 0 }", "p.lead a{top:0}"),
        ("a:not( .lead , p ) { top: 0 }", "a:not( .lead,p ){top:0}"),
        (
            "p { margin: 1px  2px; top: calc( 1px + -2px ) !important }",
            "p{margin:1px 2px;top:calc( 1px + -2px )!important}",
        ),
        ('p::after { content: " a,  b: c; /* d */ " }', 'p::after{content:" a,  b: c; /* d */ "}'),
        ("p { background: url( 'a b.png' ) , none }", 'p{background:url( "a b.png" ),none}'),
        (
            "@media print and ( min-width: 1px ) {\n  p {\n    top: 0;\n  }\n}",
            "@media print and ( min-width:1px ){p{top:0}}",
        ),
        ("@page :first { margin: 1cm }", "@page :first{margin:1cm}"),
        (
            "@keyframes turn { from , 50% { top: 0; left: 0; } to { top: 1px } } p { animation: turn 1s }",
            "@keyframes turn{from,50% {top:0;left:0} to {top:1px}}p{animation:turn 1s}",
        ),
        ("p { --empty: ; top: var(--empty) }", "p{--empty: ;top:var(--empty)}"),
    ],
)
def test_blanks_and_comments_go_where_they_say_nothing(css: str, written: str) -> None:
    """Those stay that part two selectors, two values, or a sign from a number; texts are not touched."""
    assert reduce_stylesheet(css) == written
    assert reduce_stylesheet(written) == written


def test_what_pages_bring_along_counts() -> None:
    """Their own scripts and styles may name what no tag holds, and use custom properties; so may an attribute."""
    page = """<p style="top:var(--a)"><script>root.className = "late"</script><style>p { left: var(--b) }</style></p>"""
    css = "p{--a:1;--b:2;--c:3}.late{top:0}.never{top:0}"
    assert reduce_stylesheet(css, page) == "p{--a:1;--b:2}.late{top:0}"


def test_custom_properties_stay_while_something_uses_them() -> None:
    """Directly, by way of another property, or from another stylesheet."""
    css = ":root{--a:var(--b);--b:1;--c:var(--d);--d:2;--e:3}p{top:var( --a)}"
    assert reduce_stylesheet(css) == ":root{--a:var(--b);--b:1}p{top:var( --a)}"
    assert "--e:3" in reduce_stylesheet(css, other="p{left:var(--e)}")


def test_key_frames_and_typefaces_stay_while_something_names_them() -> None:
    """A declaration that stays, or another stylesheet."""
    frames = "@keyframes turn{0%{top:0}to{top:1px}}@keyframes hop{to{top:1px}}"
    faces = '@font-face{font-family:"One Face";src:url(a)}@font-face{font-family:Two;src:url(b)}'
    css = f"{frames}{faces}p{{animation:turn 1s;font-family:One Face}}.gone{{animation:hop 1s}}"
    reduced = reduce_stylesheet(css)
    assert "@keyframes turn" in reduced
    assert "One Face" in reduced
    assert "hop" not in reduced
    assert "Two" not in reduced
    assert "hop" in reduce_stylesheet(css, other="p{animation:hop 1s}")


@pytest.mark.parametrize("css", ["p{top:0} p", "p{top:0)}", "p]{top:0}", '@media print{p{content:"\n}}'])
def test_an_error_is_reported_with_its_line(tmp_path: Path, css: str) -> None:
    """Rather than guessing what was meant."""
    write_files(tmp_path, {"assets/own.css": css}.items())
    (problem,) = write_reduced(tmp_path)
    assert problem.startswith("样式表 assets/own.css 有误，没有精简：")
    assert "第 1 行" in problem


def test_a_site_is_reduced_alike_each_time(tmp_path: Path) -> None:
    """The theme's and those beside it; a second pass changes nothing; a broken one stays whole and is reported."""
    files = {
        "index.html": PAGE,
        "deep/index.html": '<kbd class="key">x</kbd>',
        "assets/own.css": "p { top: var(--used) }\n.gone { top: var(--idle) }",
        "assets/own.js": SCRIPT,
        "assets/stylesheets/main.css": ":root{--used:1;--idle:1}kbd.key{top:0}.js{top:0}.gone{top:0}",
        "assets/stylesheets/extra/broken.css": ".gone{top:0)}",
    }
    write_files(tmp_path, files.items())
    problems = list(write_reduced(tmp_path))
    assert len(problems) == 1
    assert "assets/stylesheets/extra/broken.css" in problems[0]
    expected = files | {
        "assets/own.css": "p{top:var(--used)}",
        "assets/stylesheets/main.css": ":root{--used:1}kbd.key{top:0}.js{top:0}",
    }
    for _ in range(2):
        assert {path: (tmp_path / path).read_text(encoding="utf-8") for path in files} == expected
        list(write_reduced(tmp_path))


def test_the_engine_hands_out_small_stylesheets(tmp_path: Path) -> None:
    """Material's stylesheet keeps what the page uses, and nothing of its search dialog."""
    run(make_job(tmp_path, {"index.md": "# 首页\n\n1. 一\n"}))
    (main,) = (tmp_path / "site" / "assets" / "stylesheets").glob("main.*.css")
    css = main.read_text(encoding="utf-8")
    assert ".md-typeset ol" in css
    assert "kbd" not in css


def test_the_engine_reports_a_broken_stylesheet(tmp_path: Path) -> None:
    """A county that lays its own file in the theme's place hears of its mistake."""
    job = make_job(tmp_path, {"index.md": "# 首页\n", "assets/stylesheets/own.css": "p{top:0)}"})
    with pytest.raises(EngineError, match=r"own\.css 有误"):
        run(job)
