"""Linked data in the shapes that pages print."""

from __future__ import annotations

import json

import pytest

from monitor.articles import jsonld

NODE = {"@type": "NewsArticle", "headline": "Hafen"}
CRUMBS = {"@type": "BreadcrumbList", "itemListElement": []}

SHAPES = [
    [json.dumps(NODE)],
    [json.dumps([CRUMBS, NODE])],
    [json.dumps({"@graph": [CRUMBS, NODE]})],
    [json.dumps(CRUMBS), json.dumps(NODE)],
    [json.dumps({"@type": "WebPage", "mainEntity": NODE})],
    [json.dumps({"@type": ["Thing", "NewsArticle"], "headline": "Hafen"})],
    [json.dumps({"@type": "https://schema.org/NewsArticle", "headline": "Hafen"})],
    ["{not json", json.dumps(NODE)],
]


@pytest.mark.parametrize("scripts", SHAPES)
def test_article_is_found_in_any_shape(scripts: list[str]) -> None:
    assert jsonld.article(jsonld.nodes(scripts))["headline"] == "Hafen"


MENDED = [
    '{"@type": "NewsArticle", "headline": "Hafen",}',  # a comma too many
    '<!-- {"@type": "NewsArticle", "headline": "Hafen"} -->',
    '/*<![CDATA[*/ {"@type": "NewsArticle", "headline": "Hafen"} /*]]>*/',
    '{"@type": "NewsArticle", "headline": "Hafen"};',
    '{"@type": "NewsArticle"\n "headline": "Hafen"}',  # a comma too few
    '{"@type": "NewsArticle", "headline": "Hafen", "description": "Der "große" Knall"}',  # quotes not escaped
    '{"@type": "NewsArticle", "headline": "Hafen", "description": "erste\nzweite\tZeile"}',  # bare control characters
    '{"@type": "NewsArticle", "headline": "Hafen", "description": "Pfad C:\\hafen"}',  # an escape nobody knows
]


@pytest.mark.parametrize("script", MENDED)
def test_broken_scripts_are_mended(script: str) -> None:
    assert jsonld.article(jsonld.nodes([script]))["headline"] == "Hafen"


@pytest.mark.parametrize("script", ["", "{", "[[[[", "null", "7", '"text"', "<html>", '{"@graph": 3}'])
def test_what_can_not_be_mended_is_nothing(script: str) -> None:
    assert jsonld.article(jsonld.nodes([script])) == {}


def test_deep_nesting_ends() -> None:
    assert jsonld.nodes(["[" * 100_000]) == []
    deep = '{"@graph": ' * 40 + "{}" + "}" * 40
    assert jsonld.nodes([deep]) == []


def test_page_s_own_article_comes_before_others() -> None:
    other = {"@type": "NewsArticle", "headline": "Anderer", "url": "https://a.example/2", "articleBody": "x"}
    own = {"@type": "NewsArticle", "headline": "Hafen", "mainEntityOfPage": {"@id": "https://a.example/1?x=2"}}
    assert jsonld.article([other, own], "https://a.example/1")["headline"] == "Hafen"


def test_news_article_comes_before_article_and_video() -> None:
    nodes = [{"@type": "VideoObject", "headline": "V"}, {"@type": "Article", "headline": "A"}, NODE]
    assert jsonld.article(nodes)["headline"] == "Hafen"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, True),
        ("True", True),
        ("false", False),
        ("http://schema.org/False", False),
        (None, None),
        ("vielleicht", None),
    ],
)
def test_truth(value: object, expected: bool | None) -> None:
    assert jsonld.truth(value) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Der &quot;Hafen&quot;", 'Der "Hafen"'),
        ("&amp;uuml;ber", "über"),  # escaped twice
        ("<b>Hafen</b> heute", "Hafen heute"),
        (["", "Hafen"], "Hafen"),
        ({"name": "Hafen"}, "Hafen"),
        ({"@value": "Hafen"}, "Hafen"),
        (None, ""),
    ],
)
def test_first_string(value: object, expected: str) -> None:
    assert jsonld.first(value) == expected


def test_paragraphs_of_a_body() -> None:
    body = "&lt;p&gt;Erster Absatz.&lt;/p&gt;&lt;p&gt;Zweiter &lt;b&gt;Absatz&lt;/b&gt;.&lt;/p&gt;"
    assert jsonld.paragraphs(body) == ["Erster Absatz.", "Zweiter Absatz."]
    assert jsonld.paragraphs("Eins.\n\nZwei.") == ["Eins.", "Zwei."]
