"""One spelling for one address."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.feeds import urls

CLEAN = (
    ("HTTPS://WWW.Bote.Example/A", "https://www.bote.example/A"),
    ("https://bote.example", "https://bote.example/"),
    ("https://bote.example?a=1", "https://bote.example/?a=1"),
    ("http://bote.example:80/", "http://bote.example/"),
    ("https://bote.example:443/", "https://bote.example/"),
    ("https://bote.example:8443/", "https://bote.example:8443/"),
    ("https://bote.example./a", "https://bote.example/a"),
    ("https://nutzer:geheim@bote.example/a", "https://bote.example/a"),
    ("https://bote.example/a#kommentare", "https://bote.example/a"),
    ("https://bote.example/a/../b/./c", "https://bote.example/b/c"),
    ("https://bote.example/a/..", "https://bote.example/"),
    ("https://bote.example/../../a", "https://bote.example/a"),
    ("https://bote.example//a//b", "https://bote.example//a//b"),
    ("https://bote.example/%7eb%2fc%c3%bc", "https://bote.example/~b%2Fc%C3%BC"),
    ("https://bote.example/größe", "https://bote.example/gr%C3%B6%C3%9Fe"),
    ("https://bote.example/a b|c", "https://bote.example/a%20b%7Cc"),
    ("https://bote.example/100%", "https://bote.example/100%25"),
    ("https://größe.example/", "https://xn--gre-6ka8i.example/"),
    ("https://straße.example/", "https://xn--strae-oqa.example/"),
    ("  https://bote.example/a\n", "https://bote.example/a"),
    ("https://bote.example/a\n/b", "https://bote.example/a/b"),
    ("feed://bote.example/rss", "http://bote.example/rss"),
    ("feed:https://bote.example/rss", "https://bote.example/rss"),
    ("http://[::1]:80/a", "http://[::1]/a"),
    # parameters
    ("https://bote.example/a?utm_source=rss&utm_medium=feed&id=7", "https://bote.example/a?id=7"),
    ("https://bote.example/a?b=2&a=1", "https://bote.example/a?b=2&a=1"),
    ("https://bote.example/a?fbclid=x&gclid=y&wt_mc=z&maca=de-rss&xtor=1", "https://bote.example/a"),
    ("https://bote.example/a?UTM_Source=x", "https://bote.example/a"),
    ("https://bote.example/a?ref=rss", "https://bote.example/a"),
    ("https://bote.example/a?ref=kapitel-3", "https://bote.example/a?ref=kapitel-3"),
    ("https://bote.example/a?source=newsletter&article=5", "https://bote.example/a?article=5"),
    ("https://bote.example/a?id=&&x", "https://bote.example/a?id=&x"),
    ("https://bote.example/a?", "https://bote.example/a"),
    ("https://bote.example/a;jsessionid=AB12.node?id=1", "https://bote.example/a?id=1"),
    ("https://bote.example/suche?q=Köln+Süd&reference=1", "https://bote.example/suche?q=K%C3%B6ln+S%C3%BCd&reference=1"),
    # no web addresses stay as they are
    ("mailto:a@bote.example", "mailto:a@bote.example"),
    ("javascript:void(0)", "javascript:void(0)"),
    ("bote-2024-1", "bote-2024-1"),
    ("http://[kaputt/", "http://[kaputt/"),
    ("http://bote.example:port/", "http://bote.example:port/"),
    ("http:///a", "http:///a"),
    ("http://@/a", "http://@/a"),
    ("", ""),
)  # fmt: skip


@pytest.mark.parametrize(("url", "expected"), CLEAN, ids=[url for url, _ in CLEAN])
def test_an_address_has_one_spelling(url: str, expected: str) -> None:
    assert urls.clean(url) == expected
    assert urls.clean(expected) == expected


def test_a_relative_address_is_resolved() -> None:
    assert urls.clean("../b?x=1#y", "https://bote.example/a/c/d") == "https://bote.example/a/b?x=1"
    assert urls.clean("//[kaputt", "https://bote.example/") == "//[kaputt"


@pytest.mark.parametrize(
    ("url", "is_web"),
    [
        ("https://bote.example/", True),
        ("HTTP://bote.example", True),
        ("ftp://bote.example/", False),
        ("/a", False),
        ("https://", False),
        ("https://xn--.\ud800/", False),
        ("https://ü..example/", False),
    ],
)
def test_web_addresses_are_known(url: str, *, is_web: bool) -> None:
    assert urls.is_web(url) is is_web


SITES = (
    ("https://www.bote.example/a", "http://m.bote.example/b", True),
    ("https://bote.example/", "https://kurier.example/", False),
    ("https://bote.co.at/", "https://kurier.co.at/", False),
    ("https://www.bote.co.at/", "https://bote.co.at/", True),
    ("https://eins.blogspot.com/", "https://zwei.blogspot.com/", False),
    ("http://127.0.0.1/", "http://127.0.0.1:8080/", True),
    ("http://127.0.0.1/", "http://10.0.0.1/", False),
    ("http://localhost/", "http://localhost:81/", True),
    ("mailto:a@bote.example", "mailto:b@bote.example", False),
    ("", "", False),
)


@pytest.mark.parametrize(("one", "other", "same"), SITES)
def test_sites_are_told_apart_by_their_registered_name(one: str, other: str, *, same: bool) -> None:
    assert urls.same_site(one, other) is same


SECRETS = (
    ("https://nutzer:geheim@bote.example/a", "https://bote.example/a"),
    ("https://geheim@bote.example/a", "https://bote.example/a"),
    ("https://bote.example/a?token=geheim&id=7", "https://bote.example/a?token=…&id=7"),
    ("https://bote.example/a?x=1&api_key=geheim", "https://bote.example/a?x=1&api_key=…"),
    ("https://bote.example/a?mail=a@b", "https://bote.example/a?mail=a@b"),
)


@pytest.mark.parametrize(("url", "shown"), SECRETS)
def test_secrets_are_not_shown(url: str, shown: str) -> None:
    assert urls.redact(url) == shown


@settings(deadline=None)  # other work on the machine decides how long an example takes
@given(st.text(max_size=60), st.sampled_from(["", "https://bote.example/", "http://", "https://bote.example/a?"]))
def test_cleaning_is_final(text: str, start: str) -> None:
    once = urls.clean(start + text)
    assert urls.clean(once) == once
