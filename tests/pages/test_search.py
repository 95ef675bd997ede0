"""The search page."""

from __future__ import annotations

from mashang.pages.markdown import make_environment
from mashang.pages.search import list_pages
from tests.pages.reading_county import make_site


def test_the_search_page_leads_to_present_sections_only() -> None:
    """Whoever reads without a script is led to the sections that there are, and to no other."""
    (page,) = list_pages(make_site(), {"measures/", "report/"})
    assert page.address == "search/"
    assert [entry.target for entry in page.facts["entries"]] == ["measures/", "report/"]


def test_the_form_is_hidden_until_a_script_shows_it() -> None:
    """A form that nothing answers would send the words to the server; its addresses are relative."""
    template = make_environment().get_template("search.html")
    html = template.render(link=lambda target: f"<{target}>", index_target="i", home_target="h", entries=[])
    assert '<form class="ms-search" role="search" data-ms-search="&lt;i&gt;" data-ms-root="&lt;h&gt;" hidden>' in html
    assert "action=" not in html
    assert "<noscript>" in html
