"""Secrets hidden in addresses and texts."""

from __future__ import annotations

import pytest

from monitor.masking import mask, mask_text

URLS = [
    ("https://host/path?a=1", "https://host/path?a=1"),  # nothing to hide
    ("https://user:word@host/", "https://***@host/"),
    ("https://user@host/", "https://***@host/"),
    ("https://u:p@ss@host:8443/x", "https://***@host:8443/x"),
    ("https://u:p/a@ss@host:8443/x", "https://***@host:8443/x"),  # a slash that should have been %2F
    ("https://host/@name/post", "https://host/@name/post"),
    ("https://[::1]:8080/@x", "https://[::1]:8080/@x"),
    ("postgresql+psycopg://u:p@db/n", "postgresql+psycopg://***@db/n"),
    ("https://h/?api_key=abc&x=1&access_token=d", "https://h/?api_key=***&x=1&access_token=***"),
    ("sqlite:////data/monitor.db", "sqlite:////data/monitor.db"),
    ("atom:alerts.xml", "atom:alerts.xml"),
    ("log:", "log:"),
    ("slack://T/B/C", "slack://***"),  # the address is the key
    ("https://[broken", "https://[broken"),
    ("not an address", "not an address"),
]


@pytest.mark.parametrize(("url", "shown"), URLS)
def test_mask(url: str, shown: str) -> None:
    assert mask(url) == shown


TEXTS = [
    ("GET https://u:p@h/a and ftp://x:y@z/", "GET https://***@h/a and ftp://***@z/"),
    ("token=abc, next", "token=***, next"),
    ("password=a secret_key=b", "password=*** secret_key=***"),
    ("Authorization: Bearer abcdefgh.ijk", "Authorization: Bearer ***"),
    ("mail a@b.example at 10:30", "mail a@b.example at 10:30"),  # an address of a person is no secret here
    ("monkey=3 tokens", "monkey=3 tokens"),
]


@pytest.mark.parametrize(("text", "shown"), TEXTS)
def test_mask_text(text: str, shown: str) -> None:
    assert mask_text(text) == shown
