"""Times in headers, and the marks of bot walls."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from monitor.fetch.headers import LONGEST_WAIT, max_age, retry_after
from monitor.fetch.walls import find_wall

NOW = datetime(2024, 12, 18, 6, 0, tzinfo=UTC)
DATE = "Wed, 18 Dec 2024 06:00:00 GMT"

RETRIES: tuple[tuple[dict[str, str], float | None], ...] = (
    ({}, None),
    ({"retry-after": "120"}, 120),
    ({"retry-after": " 0 "}, 0),
    ({"retry-after": "1.5"}, 1.5),
    ({"retry-after": "99999999"}, LONGEST_WAIT.total_seconds()),
    ({"retry-after": "Wed, 18 Dec 2024 06:10:00 GMT"}, 600),
    ({"retry-after": "Wed, 18 Dec 2024 05:00:00 GMT"}, 0),
    ({"retry-after": "Wed, 18 Dec 2024 05:10:00 GMT", "date": "Wed, 18 Dec 2024 05:00:00 GMT"}, 600),
    ({"retry-after": "Fri, 31 Dec 2099 23:59:59 GMT"}, LONGEST_WAIT.total_seconds()),
    ({"retry-after": "bald"}, None),
    ({"retry-after": "-5"}, None),
    ({"retry-after": "Wed, 99 Dec 2024 06:00:00 GMT"}, None),
)


@pytest.mark.parametrize(("headers", "seconds"), RETRIES)
def test_retry_after_is_read(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers, NOW) == seconds


AGES: tuple[tuple[dict[str, str], int | None], ...] = (
    ({}, None),
    ({"cache-control": "public, max-age=600"}, 600),
    ({"cache-control": 'Max-Age="600"'}, 600),
    ({"cache-control": "s-maxage=600"}, None),
    ({"cache-control": "max-age=600", "age": "400"}, 200),
    ({"cache-control": "max-age=600", "age": "700"}, 0),
    ({"cache-control": "max-age=600", "age": "alt"}, 600),
    ({"cache-control": "no-cache, max-age=600"}, 0),
    ({"cache-control": "no-store"}, 0),
    ({"cache-control": "max-age=600", "expires": DATE}, 600),
    ({"expires": "Wed, 18 Dec 2024 06:10:00 GMT"}, 600),
    ({"expires": "Wed, 18 Dec 2024 06:10:00 GMT", "date": "Wed, 18 Dec 2024 06:05:00 GMT"}, 300),
    ({"expires": "Wed, 18 Dec 2024 05:00:00 -0000"}, 0),
    ({"expires": "0"}, None),
    ({"cache-control": "max-age=999999999"}, 365 * 86_400),
)


@pytest.mark.parametrize(("headers", "seconds"), AGES)
def test_freshness_is_read(headers: dict[str, str], seconds: int | None) -> None:
    assert max_age(headers, NOW) == (None if seconds is None else timedelta(seconds=seconds))


HTML = {"content-type": "text/html; charset=utf-8"}
LONG = b"<p>Ein Absatz.</p>" * 10_000

WALLS: tuple[tuple[int, dict[str, str], bytes, str | None], ...] = (
    # status, headers, body, name
    (403, HTML | {"cf-mitigated": "challenge"}, b"", "Cloudflare"),
    (200, HTML | {"cf-mitigated": "challenge"}, b"", "Cloudflare"),
    (503, HTML, b"<title>Just a moment...</title>", "Cloudflare"),
    (403, HTML, b"<title>Attention Required! | Cloudflare</title>", "Cloudflare"),
    (200, HTML, b"<script>window._cf_chl_opt={}</script>", "Cloudflare"),
    (200, HTML, b"<p>Just a moment...: Warten im Netz</p><title>Just a moment...</title>", None),
    (200, HTML, b"<script>window._cf_chl_opt={}</script>" + LONG, None),
    (404, HTML, b"<title>Just a moment...</title>", None),
    (403, {"content-type": "application/json"}, b"Just a moment...", None),
    (403, HTML, b"<p>Kein Zutritt</p>", None),
    (200, HTML, b"<p>Guten Morgen</p>", None),
    (403, HTML | {"x-datadome": "protected"}, b"", "DataDome"),
    (200, HTML | {"x-datadome": "protected"}, b"<p>Guten Morgen</p>", None),
    (403, HTML, b"<script src='https://ct.captcha-delivery.com/c.js'>", "DataDome"),
    (200, HTML, b"<script>window._pxAppId='PX7'</script><p>Guten Morgen</p>", None),
    (403, HTML, b"<script>window._pxAppId='PX7'</script>", "PerimeterX"),
    (202, HTML | {"x-amzn-waf-action": "challenge"}, b"", "AWS WAF"),
    (428, HTML, b"<div id='sec-if-cpt-container'>", "Akamai"),
    (304, HTML | {"cf-mitigated": "challenge"}, b"", None),
    (405, HTML | {"x-amzn-waf-action": "captcha"}, b"", "AWS WAF"),
    (200, HTML | {"x-amzn-waf-action": "allow"}, b"<p>Guten Morgen</p>", None),
    (403, {}, b"<html>Incapsula incident ID: 7</html>", "Imperva"),
)


@pytest.mark.parametrize(("status", "headers", "body", "name"), WALLS)
def test_a_wall_is_known_by_its_marks(status: int, headers: dict[str, str], body: bytes, name: str | None) -> None:
    assert find_wall(status, headers, body) == name
