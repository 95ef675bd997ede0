"""What of a page is found and shown."""

from __future__ import annotations

from mashang.search.passages import LONGEST, PageText, Passage, read_page

HEAD = '<html><head><meta name="ColumnName" content="措施 &amp; 进展"></head><body>'


def read_passages(article: str) -> list[tuple[str, str]]:
    """The anchors and texts of a page with this article."""
    page = read_page(f'{HEAD}<header>页眉</header><article class="c" id="content">{article}</article>页脚</body>')
    assert page
    return [(passage.anchor, passage.text) for passage in page.passages]


def test_a_page_is_read_with_its_section_from_below_its_title() -> None:
    """Entities are read; the title, what stands before it and all outside the article is no passage."""
    page = read_page(
        f'{HEAD}<nav>栏目</nav><article id="content"><a id="__skip"></a>前<h1 id="top">拿地<b>快</b></h1>'
        "<dl><dt>编号</dt><dd>M12</dd><dt>领域</dt><dd>&lt;项目&gt;</dd></dl><h1>二</h1></article>页脚"
    )
    assert page == PageText("措施 & 进展", (Passage("", "编号 M12 领域 <项目> 二"),))


def test_a_page_without_an_article_is_not_read() -> None:
    """Pages of codes have none, whatever else they hold."""
    assert read_page('<html><main id="content"><h1>企业监督码</h1></main></html>') is None
    assert read_page('<article id="other">明川县</article>') is None


def test_passages_stand_under_the_nearest_id() -> None:
    """An id begins a passage, a heading without one begins another under the same id."""
    assert read_passages(
        '<p>一</p><h2 id="two">二</h2><p>三</p><h2>四</h2><tr id="row-1"><td>五</td><td>六</td></tr>'
    ) == [("", "一"), ("two", "二 三"), ("two", "四"), ("row-1", "五 六")]


def test_long_passages_end_with_their_block() -> None:
    """After the longest length the next block begins a passage; a block itself is never cut."""
    long = "长" * (LONGEST + 1)
    assert read_passages(f"<p>{long}<b>粗</b>尾</p><p>短</p><p>短</p>") == [("", f"{long}粗尾"), ("", "短 短")]


def test_plain_inline_markup_parts_nothing() -> None:
    """Words run on through links and emphasis; blocks part them, and spans with a class what is before."""
    assert read_passages('<p>企<a href="x">业开</a>办</p><p>一<br>二</p><span class="ms-status">三</span>四') == [
        ("", "企业开办 一 二 三四")
    ]


def test_what_repeats_or_says_nothing_is_passed_over() -> None:
    """Drawings, scripts, comments, charts, reports shown on measures' pages, names of tables; nested or not."""
    assert read_passages(
        "<svg><title>图</title></svg><!-- 注 --><script>x</script><p>前</p><img class=ms-code>"
        '<div class="a ms-reports"><div><details>报</details></div>告</div>'
        "<figure class='x ms-y'>图</figure><table><caption>表</caption><thead><tr><th>头</th></tr></thead>"
        '<tbody><tr><td>后</td></tr></tbody></table><figure class="ms-chart"><p>数</p></figure>'
    ) == [("", "前 图 后")]


def test_a_greater_sign_within_an_attribute_ends_no_tag() -> None:
    """Attributes in quotation marks may hold any sign but that."""
    assert read_passages('<p title="a > b">正文</p>') == [("", "正文")]
