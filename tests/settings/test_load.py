"""Reading a settings folder: values, defaults, secrets, and one sentence for each mistake."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import time, timedelta
from pathlib import Path

import pytest

from monitor import settings
from monitor.errors import SettingsError
from monitor.model import AlertPolicy, Claimant, Metric, Terms
from monitor.options import AlertSettings, ChannelConfig, FetchSettings, LogSettings, ScheduleSettings, WebSettings
from tests.settings.conftest import FEEDS, TOPIC, Load


def test_without_monitor_toml_everything_has_its_default(load: Load, folder: Path) -> None:
    given = load()
    assert (given.fetch, given.schedule, given.web) == (FetchSettings(), ScheduleSettings(), WebSettings())
    assert (given.alerts, given.logs) == (AlertSettings(), LogSettings())
    assert given.database.url == f"sqlite:///{folder}/data/monitor.db"
    assert given.warnings == ()


def test_every_key_of_monitor_toml_arrives(load: Load, folder: Path) -> None:
    given = load(
        monitor="""
        [database]
        url = "sqlite:///x/y.db"
        [fetch]
        user_agent = "U"
        timeout = "5s"
        max_bytes = "2 MB"
        concurrency = 3
        per_host_gap = "0s"
        per_host_concurrency = 1
        allow_private_networks = true
        respect_robots = false
        [schedule]
        interval = "5m"
        min_interval = "1m"
        max_interval = "2h"
        recheck = ["2h", "10m", "2h"]
        hours = "05:00-23:30"
        [web]
        enabled = false
        host = "::1"
        port = 0
        token = "t"
        [alerts]
        first_run = "send"
        language = "en"
        quiet_hours = "22:00-06:00"
        [[alerts.channel]]
        name = "desk"
        url = "atom:out/alerts.xml"
        kinds = ["raised"]
        metrics = ["strik*"]
        digest = "1h"
        secret = "s"
        [logs]
        level = "DEBUG"
        format = "json"
        file = "logs/m.log"
        rotation = "1d"
        retention = 3
        """
    )
    assert given.database.url == f"sqlite:///{folder}/x/y.db"
    seconds = timedelta(seconds=1)
    assert given.fetch == FetchSettings("U", 5 * seconds, 2_000_000, 3, 0 * seconds, 1, True, False)
    minutes = timedelta(minutes=1)
    ages, hours = (10 * minutes, 120 * minutes), (time(5), time(23, 30))
    assert given.schedule == ScheduleSettings(5 * minutes, minutes, 120 * minutes, ages, hours)
    assert given.web == WebSettings(enabled=False, host="::1", port=0, token="t")
    desk = ChannelConfig("desk", f"atom:{folder}/out/alerts.xml", ("raised",), ("strik*",), 60 * minutes, "s")
    assert given.alerts == AlertSettings("send", "en", (time(22), time(6)), (desk,))
    assert given.logs == LogSettings("DEBUG", "json", folder / "logs/m.log", timedelta(days=1), 3)


def test_a_feed_arrives_whole(load: Load) -> None:
    full = """[[feed]]
    name = "Inselblatt"
    url = "https://inselblatt.example/rss"
    publisher = "Verlag am Deich"
    language = "nds"
    interval = "5m"
    hours = "22:00-04:00"
    trust = "low"
    headers = { Authorization = "env:AUTH" }
    cookies = { consent = "1" }
    proxy = "http://127.0.0.1:3128"
    selector = "h2 > a"
    """
    feed = load(feeds=full, environ={"AUTH": "Bearer abc"}).feeds[0]
    assert (feed.name, feed.publisher, feed.language, feed.trust) == ("Inselblatt", "Verlag am Deich", "nds", "low")
    assert (feed.interval, feed.headers, feed.cookies) == (
        timedelta(minutes=5),
        {"Authorization": "Bearer abc"},
        {"consent": "1"},
    )
    assert feed.hours == (time(22), time(4))
    assert (feed.proxy, feed.selector) == ("http://127.0.0.1:3128", "h2 > a")


def test_a_feed_without_a_publisher_is_its_own(load: Load) -> None:
    feed = load().feeds[0]
    assert (feed.publisher, feed.language, feed.trust, feed.interval) == ("Hafenbote", "de", "normal", None)


def test_a_topic_arrives_whole(load: Load) -> None:
    topic = """title = "T"
    language = "de"
    [relevance]
    any = [" Hafen* "]
    all = ["Streik"]
    none = ["Sport"]
    [[metric]]
    key = "m"
    title = "M"
    kind = "rate"
    event = "deployed"
    party = "germany"
    unit = "person"
    per = "day"
    counted = ["*soldat*"]
    place = ["Kiel"]
    near = ["Hafen"]
    plausible = [1, 2_000.5]
    [metric.alert]
    on = ["first"]
    min_change = "3 %"
    above = 5
    below = 0.5
    cooldown = "2h"
    digest = true
    confirm = true
    [[claimant]]
    name = "Reederei"
    aliases = ["die Reederei"]
    role = "Eigner"
    trust = "high"
    """
    read = load(topic=topic).topics[0]
    policy = AlertPolicy(("first",), 0.03, True, 5, 0.5, timedelta(hours=2), True, True)
    assert read.key == "strike"
    assert read.relevance == Terms(("Hafen*",), ("Streik",), ("Sport",))
    counted, place, near = ("*soldat*",), ("Kiel",), ("Hafen",)
    expected = Metric(
        "m", "M", "rate", "deployed", "germany", "person", "day", counted, place, near, (1, 2000.5), policy
    )
    assert read.metrics == (expected,)
    assert read.claimants == (Claimant("Reederei", ("die Reederei",), "Eigner", "high"),)


# Each row: which file gets the text, the text, the line, the key, and what the sentence must say.
MISTAKES = [
    # unknown keys: the nearest one, the table it belongs to, or all there are
    ("monitor", '[fetch]\ntimeoutt = "1s"', 2, "fetch.timeoutt", 'did you mean "timeout"?'),
    ("monitor", '[fetch]\nmin_interval = "1m"', 2, "fetch.min_interval", r"it belongs to \[schedule\]"),
    ("monitor", '[web]\nxyzzy = "1m"', 2, "web.xyzzy", "known are: enabled, host, port, token"),
    ("monitor", '[fetsch]\ntimeout = "1s"', 1, "fetsch", 'did you mean "fetch"?'),
    ("feeds", '[[feeds]]\nname = "a"', 1, "feeds", 'did you mean "feed"?'),
    ("topic", TOPIC + 'claimed = "x"', 12, "metric.claimed", "unknown key"),
    ("topic", TOPIC + "alert = { abov = 3 }", 12, "metric.alert.abov", 'did you mean "above"?'),
    # wrong types
    ("monitor", '[web]\nport = "8080"', 2, "web.port", 'must be a whole number, not "8080"'),
    ("monitor", "[web]\nport = 80.5", 2, "web.port", "must be a whole number, not 80.5"),
    ("monitor", "[web]\nport = 70000", 2, "web.port", "must be at most 65535, not 70000"),
    ("monitor", "[fetch]\nconcurrency = 0", 2, "fetch.concurrency", "must be at least 1, not 0"),
    ("monitor", '[web]\nenabled = "yes"', 2, "web.enabled", 'must be true or false, not "yes"'),
    ("monitor", "[web]\nhost = 127", 2, "web.host", "must be a text in quotes, not 127"),
    ("monitor", '[schedule]\nrecheck = "15m"', 2, "schedule.recheck", "must be a list in brackets"),
    ("monitor", "web = 3", 1, "web", "must be a table, not 3"),
    ("feeds", '[feed]\nname = "a"', 1, "feed", r"write \[\[feed\]\] above each"),
    ("feeds", FEEDS + "headers = 3", 4, "feed.headers", "must be a table, not 3"),
    ("topic", TOPIC + 'counted = ["a", 3]', 12, "metric.counted", "must be a text in quotes, not 3"),
    # durations, sizes, steps
    ("feeds", FEEDS + "interval = 15", 4, "feed.interval", "15 is no duration"),
    ("feeds", FEEDS + 'interval = "bald"', 4, "feed.interval", '"bald" is no duration'),
    ("monitor", '[fetch]\nmax_bytes = "viel"', 2, "fetch.max_bytes", '"viel" is no size'),
    ("topic", TOPIC + 'alert = { min_change = "3" }', 12, "metric.alert.min_change", '"3" is no step'),
    ("monitor", '[alerts]\nquiet_hours = "nachts"', 2, "alerts.quiet_hours", "are no hours"),
    # one of a few words
    ("monitor", '[alerts]\nfirst_run = "quite"', 2, "alerts.first_run", 'did you mean "quiet"?'),
    ("topic", TOPIC.replace('"strength"', '"stock"'), 9, "metric.kind", '"total", "rate", "strength", "incident"'),
    ("topic", TOPIC + "per = 3", 12, "metric.per", 'must be one of "hour", "day"'),
    ("topic", TOPIC + 'alert = { on = ["rised"] }', 12, "metric.alert.on", 'did you mean "raised"?'),
    # what is missing or empty
    ("feeds", '[[feed]]\nname = "a"', 1, "feed.url", "this key is missing"),
    ("topic", "", None, "title", "this key is missing"),
    ("feeds", FEEDS.replace("Hafenbote", ""), 2, "feed.name", "must be a text that isn't empty"),
    ("topic", TOPIC.replace("strikers", "Streikende!"), 7, "metric.key", "only small letters, digits and _"),
    # addresses and patterns
    ("feeds", FEEDS.replace("https:", "ftp:"), 3, "feed.url", "is no address of the web"),
    ("feeds", FEEDS.replace("//hafen", "//[hafen"), 3, "feed.url", "is no address of the web"),
    ("feeds", FEEDS + 'proxy = "socks5://127.0.0.1:9050"', 4, "feed.proxy", '"socks5" is no proxy that can be used'),
    ("monitor", '[[alerts.channel]]\nname = "a"\nurl = "desk"', 3, "alerts.channel.url", "is no channel"),
    ("monitor", '[[alerts.channel]]\nname = "a"\nurl = "atom:"', 3, "alerts.channel.url", "is no channel"),
    (
        "monitor",
        '[[alerts.channel]]\nname = "a"\nurl = "webhook+http://desk.example/x"',
        3,
        "alerts.channel.url",
        "for this machine only",
    ),
    ("monitor", '[database]\nurl = "mysql://x"', 2, "database.url", "sqlite:///FILE or postgresql"),
    ("topic", TOPIC + 'near = ["*"]', 12, "metric.near", "would fit everything"),
    ("topic", TOPIC + "plausible = [5, 1]", 12, "metric.plausible", "lower bound 5 lies above"),
    # secrets
    ("monitor", '[web]\ntoken = "env:NOT_THERE"', 2, "web.token", "NOT_THERE is not set"),
    ("monitor", '[web]\ntoken = "file:not-there"', 2, "web.token", "not-there with the secret can't be read"),
    # what only two keys together show
    ("monitor", '[web]\nhost = "0.0.0.0"', 2, "web.host", "web.token must be set"),
    ("monitor", '[web]\nhost = "monitor.example"', 2, "web.host", "web.token must be set"),
    (
        "monitor",
        '[schedule]\nmin_interval = "2h"\nmax_interval = "1h"',
        2,
        "schedule.min_interval",
        "lies above max_interval",
    ),
    (
        "monitor",
        '[[alerts.channel]]\nname = "a"\nurl = "log:"\nmetrics = ["striker"]',
        4,
        "alerts.channel.metrics",
        'no topic has a metric "striker"; did you mean "strikers"?',
    ),
    (
        "monitor",
        '[[alerts.channel]]\nname = "a"\nurl = "log:"\n[[alerts.channel]]\nname = "A"\nurl = "log:"',
        5,
        "alerts.channel.name",
        "the same name stands in monitor.toml, line 2",
    ),
    ("feeds", FEEDS + FEEDS.replace("Hafenbote", "B"), 6, "feed.url", "the same url stands in feeds.toml, line 3"),
    (
        "feeds",
        FEEDS + FEEDS.replace("hafenbote.example", "other.example"),
        5,
        "feed.name",
        "the same name stands in feeds.toml, line 2",
    ),
    ("topic", TOPIC + TOPIC[TOPIC.index("[[metric]]") :], 13, "metric.key", "stands already in strike.toml, line 7"),
    # no TOML
    ("monitor", '[fetch]\ntimeout = "1s', 2, None, "not valid TOML"),
    ("monitor", "[fetch]\ntimeout = 1s", 2, None, "not valid TOML"),
    ("monitor", "[fetch]\ntimeout", 2, None, "an equals sign is missing"),
    ("monitor", '[fetch]\nuser_agent = "a"\nuser_agent = "b"', 3, None, "the same key stands here twice"),
    ("monitor", "[fetch]\n[fetch]", 2, None, "the same table stands here twice"),
    ("monitor", "[fetch]\nuser_agent = nein", 2, None, "needs quotes"),
    ("monitor", '[schedule]\nrecheck = ["1m"', 2, None, "bracket isn't closed"),
]


@pytest.mark.parametrize(("file", "text", "line", "key", "told"), MISTAKES)
def test_a_mistake_is_one_sentence_with_file_line_and_key(
    load: Load, file: str, text: str, line: int | None, key: str | None, told: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        load(**{file: text})
    error = caught.value
    assert (error.line, error.key) == (line, key)
    assert error.file is not None
    assert error.file.stem == {"topic": "strike"}.get(file, file)
    assert re.search(told.replace("?", r"\?"), str(error))
    assert "\n" not in str(error)
    assert error.exit_code == 2


def test_all_mistakes_of_all_files_are_told_together(load: Load, folder: Path) -> None:
    (folder / "topics" / "broken.toml").write_text("title = ", encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load(monitor="[web]\nport = -1\nhots = 3\n[fetch]\ntimeout = 3", feeds=FEEDS + 'trust = "lo"')
    rows = str(caught.value).split("\n")
    where = [re.sub(r".*/", "", row).split(":")[0] for row in rows]
    assert where == [
        "monitor.toml, line 2, key web.port",
        "monitor.toml, line 3, key web.hots",
        "monitor.toml, line 5, key fetch.timeout",
        "feeds.toml, line 4, key feed.trust",
        "broken.toml, line 1",
    ]


def test_a_broken_topic_makes_no_metric_unknown(load: Load) -> None:
    channel = '[[alerts.channel]]\nname = "a"\nurl = "log:"\nmetrics = ["strikers"]'
    with pytest.raises(SettingsError) as caught:
        load(monitor=channel, topic="title = 3")
    assert "no topic has" not in str(caught.value)


def test_two_topics_share_no_metric(load: Load, folder: Path) -> None:
    (folder / "topics" / "again.toml").write_text(TOPIC, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"strike.toml, line 7, key metric.key: .* already in again.toml, line 7"):
        load()


def test_missing_files_are_told(folder: Path) -> None:
    (folder / "feeds.toml").unlink()
    (folder / "topics" / "strike.toml").unlink()
    with pytest.raises(SettingsError) as caught:
        settings.load(folder, environ={})
    assert "feeds.toml: the file is missing" in str(caught.value)
    assert "topics: there is no topic here" in str(caught.value)


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="the settings folder doesn't exist; `monitor init` writes one"):
        settings.load(tmp_path / "none", environ={})


def test_a_file_that_can_not_be_read_is_told(folder: Path) -> None:
    (folder / "feeds.toml").unlink()
    (folder / "feeds.toml").mkdir()
    with pytest.raises(SettingsError, match=r"feeds.toml: the file can't be read \(Is a directory\)"):
        settings.load(folder, environ={})


def test_a_file_in_another_charset_is_told_with_its_line(folder: Path) -> None:
    (folder / "feeds.toml").write_bytes("# Feeds\n# für die Küste\n".encode("latin-1"))
    with pytest.raises(SettingsError, match=r"feeds.toml, line 2: the file is not UTF-8 text"):
        settings.load(folder, environ={})


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(folder: Path) -> None:
    (folder / "feeds.toml").write_bytes(b"\xef\xbb\xbf" + FEEDS.replace("\n", "\r\n").encode())
    assert settings.load(folder, environ={}).feeds[0].name == "Hafenbote"


CLAMPED = [
    ('[schedule]\ninterval = "1s"', "schedule.interval = 1s is outside 2m to 1d; 2m is used"),
    ('[schedule]\nmin_interval = "0s"', "schedule.min_interval = 0s is outside 1s to 30d; 1s is used"),
    ('[schedule]\nmax_interval = "99d"', "schedule.max_interval = 99d is outside 2m to 30d; 30d is used"),
    ('[schedule]\nrecheck = ["400d"]', "schedule.recheck = 400d is outside 1s to 90d; 90d is used"),
    ('[fetch]\ntimeout = "1h"', "fetch.timeout = 1h is outside 1s to 10m; 10m is used"),
    ('[fetch]\nper_host_gap = "2h"', "fetch.per_host_gap = 2h is outside 0s to 1h; 1h is used"),
]


@pytest.mark.parametrize(("text", "warning"), CLAMPED)
def test_an_interval_out_of_bounds_is_clamped_with_a_warning(load: Load, text: str, warning: str) -> None:
    assert load(monitor=text).warnings == (warning,)


def test_a_feeds_interval_is_clamped_to_the_schedule(load: Load) -> None:
    given = load(feeds=FEEDS + 'interval = "3d"', monitor='[schedule]\nmax_interval = "6h"')
    assert given.feeds[0].interval == timedelta(hours=6)
    assert given.warnings == ('interval of the feed "Hafenbote" = 3d is outside 2m to 6h; 6h is used',)


DOUBTS = [
    (
        TOPIC.replace('"other"', '"kiled"'),
        'strike.toml, line 10: no claim has the event "kiled"; did you mean "killed"?',
    ),
    (TOPIC.replace('"person"', '"persons"'), 'no claim has the unit "persons"; did you mean "person"?'),
    (TOPIC.replace('"strength"', '"rate"'), "strike.toml, line 9: the rate strikers has no per"),
    ('title = "T"', "has no metric; nothing will be followed"),
    (
        TOPIC + '[[claimant]]\nname = "A"\naliases = ["Amt"]\n[[claimant]]\nname = "B"\naliases = ["amt"]',
        'strike.toml, line 15: "amt" is a name of A already',
    ),
]


@pytest.mark.parametrize(("topic", "warning"), DOUBTS)
def test_what_looks_like_a_slip_is_a_warning(load: Load, topic: str, warning: str) -> None:
    given = load(topic=topic)
    assert len(given.warnings) == 1
    assert warning in given.warnings[0]


@pytest.mark.parametrize("unit", ["EUR", "UAH", "km2", "factor"])
def test_units_that_claims_have_raise_no_doubt(load: Load, unit: str) -> None:
    assert load(topic=TOPIC.replace('"person"', f'"{unit}"')).warnings == ()


def test_no_feed_at_all_is_a_warning(load: Load) -> None:
    assert "has no feed" in load(feeds="").warnings[0]


# ---------------------------------------------------------------- environment and secrets

ENVIRONMENT = {
    "MONITOR_DATABASE_URL": "postgresql://u:p@db/monitor",
    "MONITOR_WEB_TOKEN": "12345",
    "MONITOR_WEB_HOST": "0.0.0.0",
    "MONITOR_WEB_PORT": "9090",
    "MONITOR_FETCH_TIMEOUT": "5s",
    "MONITOR_FETCH_MAX_BYTES": "2 MB",
    "MONITOR_FETCH_ALLOW_PRIVATE_NETWORKS": "true",
    "MONITOR_LOGS_RETENTION": "7",
    "MONITOR_LOGS_FORMAT": "",  # empty counts as not set
}


def test_the_environment_goes_before_the_file(load: Load) -> None:
    given = load(monitor='[web]\nport = 1\nenabled = true\n[fetch]\ntimeout = "1s"', environ=ENVIRONMENT)
    assert given.database.url == "postgresql+psycopg://u:p@db/monitor"
    assert given.web == WebSettings(enabled=True, host="0.0.0.0", port=9090, token="12345")
    assert (given.fetch.timeout, given.fetch.max_bytes) == (timedelta(seconds=5), 2_000_000)
    assert given.fetch.allow_private_networks
    assert (given.logs.retention, given.logs.format) == (7, "text")


def test_a_variable_may_name_a_file_as_images_do(load: Load, folder: Path) -> None:
    (folder / "database_url").write_text("sqlite:////a.db\n", encoding="utf-8")
    assert load(environ={"MONITOR_DATABASE_URL": "file:database_url"}).database.url == "sqlite:////a.db"


def test_the_command_line_goes_before_the_environment(load: Load) -> None:
    given = load(database="sqlite:////elsewhere.db", environ={"MONITOR_DATABASE_URL": "sqlite:///x.db"})
    assert given.database.url == "sqlite:////elsewhere.db"


def test_a_mistake_in_the_environment_names_the_variable(load: Load) -> None:
    with pytest.raises(SettingsError) as caught:
        load(environ={"MONITOR_WEB_PORT": "http"})
    assert str(caught.value) == 'key MONITOR_WEB_PORT: must be a whole number, not "http"'


def test_a_variable_that_is_no_setting_is_a_warning(load: Load) -> None:
    given = load(environ={"MONITOR_WEB_TOKN": "x", "MONITOR_SOMETHING_ELSE": "y"})
    assert given.warnings == (
        'the environment variable MONITOR_WEB_TOKN is no setting; did you mean "MONITOR_WEB_TOKEN"?',
    )


def test_secrets_come_from_the_environment_or_from_files(load: Load, folder: Path) -> None:
    (folder / "hook").write_text("sesam\n", encoding="utf-8")
    given = load(
        monitor='[database]\nurl = "env:DB"\n[web]\ntoken = "env:T"\n'
        '[[alerts.channel]]\nname = "a"\nurl = "env:HOOK"\nsecret = "file:hook"',
        environ={"DB": "sqlite:////a.db", "T": "token", "HOOK": "webhook+https://x.example/"},
    )
    assert given.database.url == "sqlite:////a.db"
    assert given.web.token == "token"
    assert (given.alerts.channels[0].url, given.alerts.channels[0].secret) == ("webhook+https://x.example/", "sesam")


# ---------------------------------------------------------------- paths

URLS = [
    ("sqlite:///a.db", "sqlite:///{data}/a.db"),
    ("sqlite:///a.db?timeout=5", "sqlite:///{data}/a.db?timeout=5"),
    ("sqlite:////abs/a.db", "sqlite:////abs/a.db"),
    ("sqlite://", "sqlite://"),  # in memory
    ("sqlite:///:memory:", "sqlite:///:memory:"),
    ("sqlite:///file:x?mode=memory&uri=true", "sqlite:///file:x?mode=memory&uri=true"),
    ("postgres://h/n", "postgresql+psycopg://h/n"),
    ("postgresql+psycopg://u@h:5432/n?x=1", "postgresql+psycopg://u@h:5432/n?x=1"),
]


@pytest.mark.parametrize(("url", "expected"), URLS)
def test_relative_paths_start_from_the_data_folder(load: Load, tmp_path: Path, url: str, expected: str) -> None:
    data = tmp_path / "elsewhere"
    assert load(monitor=f'[database]\nurl = "{url}"', data=data).database.url == expected.format(data=data)


@pytest.mark.parametrize(
    "url", ["monitor.db", "sqlite:monitor.db", "sqlite://monitor.db", "postgresql://h", "oracle://h/n"]
)
def test_what_is_no_database(load: Load, url: str) -> None:
    with pytest.raises(SettingsError, match="this is no address of a database"):
        load(monitor=f'[database]\nurl = "{url}"')


def test_settings_values_are_reached_without_pydantic() -> None:
    """`monitor --help` may not pay for it."""
    code = "import sys, monitor.settings, monitor.options; print('pydantic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
