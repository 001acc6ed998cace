"""Why a page was read as it was."""

from __future__ import annotations

import pytest

from monitor.articles.explain import explain
from tests.articles.pages import FIRST, TITLE, URL, article

ROWS = [
    # what is the article's names its zone and its box
    (FIRST, "paragraph", "<p>"),
    (TITLE, None, "the headline"),
    # furniture is named, in the article and far from it
    ("Jetzt bestellen", None, "in a box of the kind newsletter, <p>"),
    ("Meistgelesen", None, "in a box of the kind teaser, <p>"),
    ("© 2025 Seite", None, "outside of the article's box, <div>"),
]


@pytest.mark.parametrize(("text", "part", "why"), ROWS)
def test_each_text_of_a_page_has_its_reason(text: str, part: str | None, why: str) -> None:
    far = "<p>x</p>" * 40 + "<div class='most-popular'><p>Meistgelesen</p></div><div>© 2025 Seite</div>"
    html = article("<div class='newsletter'><p>Jetzt bestellen</p></div>").replace("</body>", f"{far}</body>")
    told = {reason.text: (reason.part, reason.why) for reason in explain(html, URL)}
    assert told[text] == (part, why)
