"""The dashboard in a real browser: Chromium by Playwright, the system's or Playwright's own.

Where there is none the tests are skipped, unless ``REQUIRE_BROWSER`` is set (CI sets it).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

AUDIT = Path(__file__).with_name("audit.js").read_text("utf-8")
PAGES = (
    *("/", "/metrics/nk_killed", "/articles", "/articles/1", "/articles/1/versions/1/2", "/alerts", "/alerts/1"),
    *("/claims?text=soldaten", "/claims?text=nichts", "/feeds", "/status", "/metrics/nk_deployed"),
)
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium, or the reason why there is none; closed before other modules' tests, which run loops of their own."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        try:
            launched = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        except Error as error:
            if os.environ.get("REQUIRE_BROWSER"):
                raise
            pytest.skip(f"no browser: install chromium, or run “playwright install chromium” ({error.name})")
        yield launched
        launched.close()


@pytest.fixture
def opened(browser: Browser, client: httpx.Client) -> Iterator[Open]:
    """Opens pages of the dashboard; at the end none may have complained or asked another host."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def open_page(path: str, **options: Any) -> Page:
        context = browser.new_context(base_url=str(client.base_url), **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: wrong.append(f"{path}: {message.text}") if message.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(f"{path}: {error}"))
        page.on("request", lambda sent: None if sent.url.startswith(str(client.base_url)) else wrong.append(sent.url))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


PHONE = {"width": 375, "height": 700}


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark", "viewport": PHONE}], ids=["light", "dark phone"])
def test_pages_are_accessible(opened: Open, options: dict[str, Any]) -> None:
    page = opened("/", **options)
    for path in PAGES:
        page.goto(path)
        assert page.evaluate(AUDIT) == [], path
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["impact"], one["nodes"][0]["html"]) for one in found] == [], path


def test_nothing_sticks_out_on_a_phone(opened: Open) -> None:
    page = opened("/", viewport=PHONE)
    for path in PAGES:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 375, path


def test_a_mark_shows_its_quote_to_pointer_and_keyboard(opened: Open) -> None:
    page = opened("/metrics/nk_killed")
    mark, tip = page.locator(".mark").first, page.locator(".tip")
    mark.hover()
    assert "Soldaten" in tip.inner_text()
    page.keyboard.press("Escape")
    assert tip.is_hidden()
    mark.focus()
    assert tip.is_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**#zahl-*")


def test_without_javascript_there_are_plot_and_table(opened: Open) -> None:
    page = opened("/metrics/nk_killed", java_script_enabled=False)
    assert page.locator("svg.plot .mark").count() == 4
    assert page.locator("tbody tr").count() == 4
    page.get_by_role("link", name="Zahl", exact=True).click()
    first = page.locator("tbody tr .figure").first
    assert first.inner_text().startswith("mind. 4.000")


def test_a_search_filters_and_sorts(opened: Open) -> None:
    page = opened("/claims")
    page.get_by_label("Suche").fill("Soldaten")
    page.get_by_label("Wer").fill("Pentagon")
    page.locator("[name=sort]").select_option("value")
    page.get_by_role("button", name="Suchen").click()
    figures = page.locator("tbody .figure").all_inner_texts()
    assert [figure.split("\n")[0] for figure in figures] == ["800", "200–999"]
    assert page.get_by_label("Suche").input_value() == "Soldaten"


def test_the_keyboard_reaches_the_content_first(opened: Open) -> None:
    page = opened("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Zum Inhalt"
    page.keyboard.press("Enter")
    page.wait_for_url("**#inhalt")


def test_a_figure_leads_from_the_overview_to_its_sentence(opened: Open) -> None:
    page = opened("/")
    page.get_by_role("link", name="Getötete Nordkoreaner", exact=True).click()
    page.get_by_role("link", name="im Text").first.click()
    assert page.locator("mark:target").count() == 1
