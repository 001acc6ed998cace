"""Odd and broken feeds of German papers that don't exist, each with what must come out of it."""

# ruff: noqa: E501  a document is easier to compare with its entries in one line than broken up

from __future__ import annotations

from dataclasses import dataclass

SITE = "https://www.bote.example"
FEED = f"{SITE}/rss/politik.xml"


@dataclass(frozen=True, slots=True)
class Expected:
    """An entry as it must be read; ``key`` is the address where it is left out, ``published`` is UTC to the minute."""

    url: str
    title: str
    published: str | None = None
    key: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A document and its entries; ``note`` is a part of a note that the reader must leave."""

    id: str
    data: bytes
    entries: tuple[Expected, ...]
    note: str = ""
    content_type: str | None = None


def rss(body: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>', charset: str = "utf-8") -> bytes:
    """Give an RSS 2.0 document with these items."""
    channel = f"<channel><title>Der Bote</title><link>{SITE}/</link>{body}</channel>"
    return f'{head}<rss version="2.0">{channel}</rss>'.encode(charset)


def item(title: str, path: str = "/a1", rest: str = "") -> str:
    """Give an item whose address is a guid of its own."""
    return f"<item><title>{title}</title><link>{SITE}{path}</link><guid>{SITE}{path}</guid>{rest}</item>"


def _one(
    title: str, published: str | None = None, url: str = f"{SITE}/a1", key: str = "", summary: str = ""
) -> tuple[Expected, ...]:
    return (Expected(url, title, published, key, summary),)


_UMLAUTS = "Brücke über die Müß gesperrt"

FORMATS = (
    Case(
        "rss-2.0",
        rss(
            f"<item><title>Erste Meldung</title><link>{SITE}/a1</link><guid isPermaLink='false'>bote-1</guid>"
            "<pubDate>Wed, 18 Dec 2024 06:00:00 +0100</pubDate><description>Ein Satz.</description></item>"
        ),
        _one("Erste Meldung", "2024-12-18 05:00", key="bote-1", summary="Ein Satz."),
    ),
    Case(
        "rss-0.91-with-netscapes-doctype",
        b'<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
        b'"http://my.netscape.com/publish/formats/rss-0.91.dtd">'
        + rss(item("Alte Meldung"), head="").replace(b'"2.0"', b'"0.91"'),
        _one("Alte Meldung"),
    ),
    Case(
        "rss-0.92-without-guid",
        rss(f"<item><title>Ohne Kennung</title><link>{SITE}/a1</link></item>").replace(b'"2.0"', b'"0.92"'),
        _one("Ohne Kennung"),
    ),
    Case(
        "rss-1.0-rdf",
        f"""<?xml version="1.0" encoding="utf-8"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="{SITE}/">
        <title>Der Bote</title><link>{SITE}/</link></channel><item rdf:about="{SITE}/a1"><title>Aus der Region</title>
        <link>{SITE}/a1</link><dc:date>2024-07-18T06:00:00+02:00</dc:date></item></rdf:RDF>""".encode(),
        _one("Aus der Region", "2024-07-18 04:00"),
    ),
    Case(
        "rss-0.90-rdf",
        f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/">
        <channel><title>Der Bote</title><link>{SITE}/</link></channel>
        <item><title>Sehr alt</title><link>{SITE}/a1</link></item></rdf:RDF>""".encode(),
        _one("Sehr alt"),
    ),
    Case(
        "atom-1.0",
        b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Der Bote</title><id>urn:bote</id>
        <entry><title type="html">Preise &amp;amp; L&amp;ouml;hne</title><id>urn:bote:1</id><link rel="replies" href="/a1/k"/>
        <link href="/a1"/><published>2024-12-18T06:00:00Z</published><updated>2024-12-19T06:00:00Z</updated></entry></feed>""",
        _one("Preise & Löhne", "2024-12-18 06:00", key="urn:bote:1"),
    ),
    Case(
        "atom-1.0-xhtml-title",
        f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Der Bote</title><entry><title type="xhtml">
        <div xmlns="http://www.w3.org/1999/xhtml">Wahl: <em>knapp</em> entschieden</div></title><id>urn:bote:1</id>
        <link rel="alternate" href="{SITE}/a1"/></entry></feed>""".encode(),
        _one("Wahl: knapp entschieden", key="urn:bote:1"),
    ),
    Case(
        "atom-0.3",
        f"""<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Der Bote</title><entry><title>Aus dem Archiv</title>
        <link rel="alternate" type="text/html" href="{SITE}/a1"/><id>tag:bote,1</id>
        <issued>2024-12-18T06:00:00+01:00</issued><modified>2024-12-18T07:00:00+01:00</modified></entry></feed>""".encode(),
        _one("Aus dem Archiv", "2024-12-18 05:00", key="tag:bote,1"),
    ),
    Case(
        "atom-updated-only-is-no-publication",
        f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>B</title><entry><title>Neu</title><id>{SITE}/a1</id>
        <link href="{SITE}/a1"/><updated>2024-12-18T06:00:00Z</updated></entry></feed>""".encode(),
        _one("Neu"),
    ),
    Case(
        "atom-xml-base",
        b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://www.bote.example/land/"><title>B</title>
        <entry><title>Basis</title><id>urn:1</id><link href="a1"/></entry></feed>""",
        _one("Basis", url=f"{SITE}/land/a1", key="urn:1"),
    ),
    Case(
        "json-feed-1.1",
        f"""{{"version": "https://jsonfeed.org/version/1.1", "title": "Der Bote", "home_page_url": "{SITE}/", "items": [
        {{"id": "1", "url": "/a1?utm_source=json", "title": "Kälte &amp; Eis", "summary": "Ein Satz.",
        "date_published": "2024-12-18T06:00:00+01:00"}}, "kein Eintrag"]}}""".encode(),
        _one("Kälte & Eis", "2024-12-18 05:00", key="1", summary="Ein Satz."),
    ),
    Case(
        "json-feed-numeric-id-and-address-as-id",
        f"""{{"version": "https://jsonfeed.org/version/1", "title": "B", "items": [{{"id": 17, "url": "{SITE}/a1", "title": "A"}},
        {{"id": "{SITE}/a2", "content_html": "<p>Nur Text</p>"}}]}}""".encode(),
        (Expected(f"{SITE}/a1", "A", key="17"), Expected(f"{SITE}/a2", "", summary="Nur Text")),
    ),
    Case(
        "news-sitemap",
        f"""<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
        xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
        <url><loc>{SITE}/a1</loc><image:image><image:loc>{SITE}/bild.jpg</image:loc><image:title>Bild</image:title></image:image>
        <news:news><news:publication><news:name>Der Bote</news:name><news:language>de</news:language></news:publication>
        <news:publication_date>2024-12-18T06:00:00+01:00</news:publication_date><news:title>Rat &amp; Stadt</news:title></news:news>
        <lastmod>2024-12-19</lastmod></url></urlset>""".encode(),
        _one("Rat & Stadt", "2024-12-18 05:00"),
    ),
    Case(
        "sitemap-without-titles-and-wrong-namespace",
        f"""<urlset xmlns="https://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>
        {SITE}/a1?utm_medium=sitemap</loc><lastmod>2024-12-18</lastmod></url><url><loc>kaputt:</loc></url></urlset>""".encode(),
        _one(""),
    ),
)

CHARSETS = (
    Case("utf-8-by-default", rss(item(_UMLAUTS), head=""), _one(_UMLAUTS)),
    Case(
        "cp1252-bytes-within-utf-8",
        rss(item("Bäcker")).replace(b"B\xc3\xa4cker", b"B\xe4cker \x84gr\xc3\xbc\xdft\x93"),
        _one("Bäcker „grüßt“"),
        "cp1252",
    ),
    Case(
        "cp1252-declared-as-latin-1",
        rss(item("„Ernst“ – " + _UMLAUTS), '<?xml version="1.0" encoding="ISO-8859-1"?>', "cp1252"),
        _one("„Ernst“ – " + _UMLAUTS),
    ),
    Case("cp1252-not-declared", rss(item(_UMLAUTS), "", "cp1252"), _one(_UMLAUTS), "cp1252"),
    Case(
        "windows-1252-declared",
        rss(item("5 € Gebühr"), '<?xml version="1.0" encoding="windows-1252"?>', "cp1252"),
        _one("5 € Gebühr"),
    ),
    Case(
        "latin-9-in-the-header-only",
        rss(item("5 € Gebühr"), "", "iso-8859-15"),
        _one("5 € Gebühr"),
        content_type="text/xml; charset=ISO-8859-15",
    ),
    Case(
        "utf-8-declared-as-latin-1",
        rss(item(_UMLAUTS), '<?xml version="1.0" encoding="iso-8859-1"?>'),
        _one(_UMLAUTS),
        "but UTF-8",
    ),
    Case(
        "utf-8-sent-as-latin-1",
        rss(item(_UMLAUTS), ""),
        _one(_UMLAUTS),
        "but UTF-8",
        content_type="application/rss+xml; charset=iso-8859-1",
    ),
    Case("utf-8-with-mark", b"\xef\xbb\xbf" + rss(item(_UMLAUTS)), _one(_UMLAUTS)),
    Case("utf-16-with-mark", rss(item(_UMLAUTS), '<?xml version="1.0" encoding="UTF-16"?>', "utf-16"), _one(_UMLAUTS)),
    Case(
        "utf-16-without-mark",
        rss(item(_UMLAUTS), '<?xml version="1.0" encoding="UTF-16"?>', "utf-16-le"),
        _one(_UMLAUTS),
    ),
    Case("unknown-charset", rss(item(_UMLAUTS), '<?xml version="1.0" encoding="deutsch"?>'), _one(_UMLAUTS)),
    Case(
        "another-script",
        rss(item("Новости сегодня и завтра " * 9), "", "cp1251"),
        _one(("Новости сегодня и завтра " * 9).strip()),
        "guessed",
    ),
    Case(
        "escape-sequences",
        rss(item("日本"), '<?xml version="1.0" encoding="iso-2022-jp"?>', "iso2022_jp"),
        _one("日本"),
    ),
    Case(
        "utf-8-encoded-twice",
        rss(item("GrÃ¼ÃŸe aus KÃ¶ln – â€žhierâ€œ, Ã\x81gnes, 5Â\xa0€")),
        _one("Grüße aus Köln – „hier“, Ágnes, 5 €"),
    ),
)

TEXTS = (
    Case("undefined-entities", rss(item("M&uuml;ll&nbsp;&ndash; &bdquo;teuer&ldquo;&hellip; &quatsch;")), _one("Müll – „teuer“… &quatsch;"), "undefined entities"),
    Case("own-harmless-entity", b'<!DOCTYPE rss [<!ENTITY bote "Der Bote &#8211; Nord">]>' + rss(item("&bote;: Lage"), ""), _one("Der Bote – Nord: Lage")),
    Case("bare-ampersands", rss(item("Haus & Hof", "/a1?x=1&y=2")), _one("Haus & Hof", url=f"{SITE}/a1?x=1&y=2"), "bare ampersands"),
    Case("control-characters", rss(item("Erste\x0b Zeile\x00 &#0;hier&#x1F;&#150;da")), _one("Erste Zeile hier–da")),
    Case("upper-case-tags", f"<RSS VERSION='2.0'><CHANNEL><TITLE>B</TITLE><ITEM><TITLE>Laut</TITLE><LINK>{SITE}/a1</LINK><PUBDATE>18.12.2024 06:00</PUBDATE></ITEM></CHANNEL></RSS>".encode(), _one("Laut", "2024-12-18 05:00"), "upper-case"),
    Case("tags-of-mixed-case", rss(item("Halblaut")).replace(b"<title>Halblaut</title>", b"<TITLE>Halblaut</title>"), _one("Halblaut"), "upper-case"),
    Case("markup-in-title", rss(item("Kurs <b>steigt</b> um <i>5 %</i>")), _one("Kurs steigt um 5 %"), "markup in titles"),
    Case("markup-in-cdata-title", rss(item("<![CDATA[<p>Kurs &amp; <b>Wert</b></p>]]>")), _one("Kurs & Wert")),
    Case("title-escaped-twice", rss(item("Kurs &amp;amp; &lt;b&gt;Wert&lt;/b&gt; &amp;quot;neu&amp;quot;")), _one('Kurs & Wert "neu"')),
    Case("less-than-is-no-tag", rss(item("<![CDATA[Inflation < 2 %, Zins > 3 %]]>")), _one("Inflation < 2 %, Zins > 3 %")),
    Case("blanks-and-hyphens-nobody-sees", rss(item("\n  Bundes\u00adtags\u200bwahl\n\t am   Sonntag ")), _one("Bundestagswahl am Sonntag")),
    Case("astral-characters", rss(item("Sieg &#x1F3C6; \U0001f600")), _one("Sieg \U0001f3c6 \U0001f600")),
    Case("script-in-summary", rss(item("T", rest="<description><![CDATA[<script>x<1</script><p>Satz.</p><!-- y -->]]></description>")), _one("T", summary="Satz.")),
    Case("long-dash-of-cp1252-by-number", rss(item("A &#x96; B")), _one("A – B")),
)  # fmt: skip

LINKS = (
    Case("one-guid-for-all", rss("".join(f"<item><title>M{n}</title><link>{SITE}/a{n}</link><guid>bote</guid></item>" for n in (1, 2, 3))), tuple(Expected(f"{SITE}/a{n}", f"M{n}") for n in (1, 2, 3))),
    Case("empty-guid", rss(f"<item><title>M</title><link>{SITE}/a1</link><guid></guid></item>"), _one("M")),
    Case("guid-is-the-only-address", rss(f"<item><title>M</title><guid isPermaLink='true'>{SITE}/a1</guid></item>"), _one("M")),
    Case("relative-link", rss("<item><title>M</title><link>/a1</link></item>"), _one("M")),
    Case("link-without-scheme", rss("<item><title>M</title><link>//www.bote.example/a1</link></item>"), _one("M")),
    Case("link-in-cdata-with-line-breaks", rss(f"<item><title>M</title><link><![CDATA[\n {SITE}/a1\n]]></link></item>"), _one("M")),
    Case("tracking-in-link-and-guid", rss(f"<item><title>M</title><link>{SITE}/a1?utm_source=rss&amp;id=7#ref=rss</link><guid>{SITE}/a1?id=7&amp;utm_source=rss</guid></item>"), _one("M", url=f"{SITE}/a1?id=7")),
    Case("counting-service", f"""<rss version="2.0" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel><title>B</title><item><title>M</title><link>https://zaehler.example/~r/7</link><guid isPermaLink="false">7</guid><feedburner:origLink>{SITE}/a1</feedburner:origLink></item></channel></rss>""".encode(), _one("M", key="7")),
    Case("feeds-own-address-is-no-link", f"""<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>B</title><atom:link href="{FEED}" rel="self"/><item><title>M</title><link>{SITE}/a1</link><atom:link href="{FEED}" rel="self"/></item></channel></rss>""".encode(), _one("M")),
    Case("entry-without-address", rss("<item><title>Verloren</title></item>" + item("Da")), _one("Da"), "without an address"),
    Case("mail-address-for-a-link", rss("<item><title>V</title><link>mailto:redaktion@bote.example</link></item>" + item("Da")), _one("Da"), "without an address"),
    Case("entry-given-twice", rss(item("Einmal") * 2), _one("Einmal"), "given twice"),
    Case("edited-entry-keeps-both-guids", rss(f"<item><title>Neu</title><link>{SITE}/a1</link><guid>1_v2</guid></item><item><title>Alt</title><link>{SITE}/a1</link><guid>1_v1</guid></item>"), (Expected(f"{SITE}/a1", "Neu", key="1_v2"), Expected(f"{SITE}/a1", "Alt", key="1_v1"))),
    Case("umlauts-in-addresses", rss("<item><title>M</title><link>https://www.bote.example/größe/ä?ort=Köln</link></item>"), _one("M", url=f"{SITE}/gr%C3%B6%C3%9Fe/%C3%A4?ort=K%C3%B6ln")),
)  # fmt: skip

SHAPES = (
    Case("blanks-before-the-document", b"\r\n\n  " + rss(item("M")), _one("M")),
    Case("warning-before-the-document", b"<br />\n<b>Warning</b>: mysql_query() in <b>/srv/feed.php</b> on line <b>7</b><br />\n" + rss(item("M")), _one("M")),
    Case("comments-and-stylesheet", b'<?xml version="1.0"?><?xml-stylesheet href="x.xsl"?><!-- <rs> -->' + rss(item("M"), ""), _one("M")),
    Case("words-after-the-document", rss(item("M")) + b"<!-- cached --><script>x()</script>\x00\x00", _one("M")),
    Case("broken-off-in-the-second-entry", rss(item("Ganz") + item("Halb", "/a2"))[:-60], _one("Ganz"), "broken off"),
    Case("tag-that-is-not-closed", rss(item("M")).replace(b"<item>", b"<item<category>Politik</category>"), _one("M")),
    Case("sitemap-that-does-not-declare-its-prefix", f"<urlset><url><loc>{SITE}/a1</loc><news:news><news:title>M</news:title></news:news></url></urlset>".encode(), _one("M")),
    Case("sitemap-with-one-broken-entry", f"<urlset><url><loc>{SITE}/a0</lok></url><url><loc>{SITE}/a1</loc></url></urlset>".encode(), _one("")),
    Case("element-with-the-name-of-a-field", rss(f"<links>x</links><item><content>y</content><title>M</title><link>{SITE}/a1</link></item>"), _one("M", summary="y")),
    Case("elements-crosswise", rss(item("M", rest="<description><p>Ein <b>Satz.</p></b></description>")), _one("M", summary="Ein Satz.")),
    Case("items-without-channel", f'<rss version="2.0">{item("M")}</rss>'.encode(), _one("M")),
    Case("empty-channel", rss(""), ()),
    Case("html-as-content-type", rss(item("M")), _one("M"), content_type="text/html; charset=utf-8"),
    Case("xml-1.1", rss(item("M"), '<?xml version="1.1" encoding="UTF-8"?>'), _one("M")),
    Case("json-with-line-breaks-in-strings", f'{{"items": [{{"id": "1", "url": "{SITE}/a1", "title": "Zwei\nZeilen"}}]}}'.encode(), _one("Zwei Zeilen", key="1")),
    Case("json-with-a-comma-too-many", f'{{"items": [{{"id": "1", "url": "{SITE}/a1", "title": "Eins, zwei",}}, ]}}'.encode(), _one("Eins, zwei", key="1")),
    Case("json-that-points-elsewhere", f'{{"items": [{{"id": "1", "external_url": "{SITE}/a1", "title": "M"}}]}}'.encode(), _one("M", key="1")),
    Case("prefix-before-all-elements", f"<r:rss xmlns:r='https://bote.example/ns' version='2.0'><r:channel><r:item><r:title>M</r:title><r:link>{SITE}/a1</r:link></r:item></r:channel></r:rss>".encode(), _one("M"), "prefixed"),
    Case("item-in-the-future", rss(item("M", rest="<pubDate>Fr, 18 Dez 2099 06:00:00 MEZ</pubDate>")), _one("M", "2099-12-18 05:00")),
    Case("german-date", rss(item("M", rest="<pubDate>Mi, 18 Dez 2024 06:00:00 MEZ</pubDate>")), _one("M", "2024-12-18 05:00")),
    Case("date-without-zone", rss(item("M", rest="<pubDate>18.07.2024 06:00</pubDate>")), _one("M", "2024-07-18 04:00")),
    Case("dublin-core-date", rss(item("M", rest='<dc:date xmlns:dc="http://purl.org/dc/elements/1.1/">2024-12-18T06:00:00+01:00</dc:date>')), _one("M", "2024-12-18 05:00")),
    Case("no-date-that-means-anything", rss(item("M", rest="<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>")), _one("M")),
)  # fmt: skip

CASES = FORMATS + CHARSETS + TEXTS + LINKS + SHAPES
