"""From changes to alerts: what the policy of a metric lets out, how urgent it is, and how it is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from monitor.changes.quantities import ends, exact
from monitor.errors import SettingsError
from monitor.model import BERLIN, Change, Metric, Number, Severity, Statement, Verdict

if TYPE_CHECKING:
    from jinja2 import Environment

Language = Literal["de", "en"]
TEMPLATES = Path(__file__).with_name("templates")
_STEEP = exact(0.5)  # a step of half the old figure is urgent


@dataclass(frozen=True, slots=True)
class Told:
    """An alert of the same metric that goes or went out: whose figure, of which incident, and when it does or did."""

    claimant: str | None
    scope: str | None
    at: datetime


def judge(
    change: Change,
    metric: Metric,
    past_alerts: Sequence[Told],
    now: datetime,
    *,
    building: bool = False,
    origins: int = 1,
    muted: str | None = None,
) -> Verdict:
    """What the policy says of a change.

    ``building``: the metric's or feed's baseline is still being built quietly. ``origins`` is how many stories carry
    the figure, for a policy that asks for a second; ``muted`` says who muted it and until when. Thresholds look at the
    new figure, or at what was withdrawn.
    """
    policy = metric.alert
    if change.kind not in policy.on:
        return Verdict("drop", f"the metric's policy does not ask for {change.kind}")
    if reason := _beyond_thresholds(change, metric):
        return Verdict("drop", reason)
    if building or muted:
        return Verdict("drop", muted or "baseline")
    if policy.confirm and origins < 2 and change.kind != "withdrawn":
        return Verdict("hold", "it waits for a second origin")
    return _cooled(change, metric, past_alerts, now)


def _beyond_thresholds(change: Change, metric: Metric) -> str | None:
    figure, policy = change.new or change.old, metric.alert
    if figure is None:
        return None
    low, high = ends(figure)
    if policy.above is not None and high <= exact(policy.above):
        return f"the figure is not above {policy.above}"
    if policy.below is not None and low >= exact(policy.below):
        return f"the figure is not below {policy.below}"
    return None


def _cooled(change: Change, metric: Metric, past_alerts: Sequence[Told], now: datetime) -> Verdict:
    """Hold what comes before the cool-down's end. What is held already goes out at that end, and does not move it."""
    cooldown = metric.alert.cooldown
    told = [told.at for told in past_alerts if (told.claimant, told.scope) == (change.claimant, change.scope)]
    if cooldown and told:
        end = min((at for at in told if at > now), default=max(told) + cooldown)
        if now < end:
            return Verdict("hold", "the metric cools down; its last state is told at the end", end)
    return Verdict("send", "it goes into the digest" if metric.alert.digest else "the policy lets it out")


def severity(change: Change, metric: Metric) -> Severity:
    """How much a change asks for attention: urgent, where a toll grows or a figure leaps; info, where it is refined."""
    if change.kind in {"narrowed", "confirmed"}:
        return "info"
    if (
        metric.kind == "incident"
        and metric.event in {"killed", "killed_or_wounded"}
        and change.kind in {"first", "raised"}
    ):
        return "urgent"
    return "urgent" if _is_leap(change) else "notice"


def _is_leap(change: Change) -> bool:
    if change.old is None or change.new is None:
        return False
    before, after = ends(change.old)[0], ends(change.new)[0]
    return before != 0 and abs(after - before) / abs(before) >= _STEEP


# ---------------------------------------------------------------- rendering


def render(change: Change, metric: Metric, language: Language, *, templates: Path | None = None) -> tuple[str, str]:
    """An alert's title (one line) and body: both quotes, who said them where, and when in Berlin.

    ``templates`` is a folder of the user's own, searched first; they run in a sandbox. Raises SettingsError for a
    template that fails or gives nothing.
    """
    name = f"alert.{language}.j2"
    values = {"change": change, "metric": metric, "old": change.old, "new": change.new}
    try:
        lines = _environment(templates).get_template(name).render(values).strip().splitlines()
    except Exception as error:  # a user's template may fail in any way
        raise SettingsError(f"the template fails: {type(error).__name__}", file=_file(templates, name)) from error
    if not lines:
        raise SettingsError("the template gives no text", file=_file(templates, name))
    return lines[0].strip(), "\n".join(lines[1:]).strip()


_RETRACTED = {
    "de": ("Zurückgezogen: {}", "Diese Meldung war falsch", "Richtig ist", "So hatten wir es gemeldet"),
    "en": ("Retracted: {}", "This alert was wrong", "It should have read", "What we had told"),
}


def render_retraction(title: str, body: str, why: str, instead: Change | None, language: Language) -> tuple[str, str]:
    """The message that takes an alert back: its title and body, with why, and with what the figure means instead."""
    heading, wrong, right, told = _RETRACTED[language]
    lines = [f"{wrong}{f': {why}' if why else '.'}"]
    if instead and instead.new:
        before = f"{amount(instead.old, language)} → " if instead.old else ""
        lines.append(f"{right}: {before}{amount(instead.new, language)} – {instead.new.url}")
    return heading.format(title), "\n".join([*lines, "", f"{told}:", "", body])


def _file(folder: Path | None, name: str) -> Path:
    own = folder / name if folder else TEMPLATES / name
    return own if own.exists() else TEMPLATES / name


@lru_cache(maxsize=8)
def _environment(folder: Path | None) -> Environment:
    """The templates' world, built at the first alert: Jinja2 is not needed to start the program."""
    from jinja2 import FileSystemLoader  # noqa: PLC0415 (see above)
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415

    folders = [TEMPLATES] if folder is None else [folder, TEMPLATES]
    made = ImmutableSandboxedEnvironment(loader=FileSystemLoader(folders), trim_blocks=True, lstrip_blocks=True)
    made.filters.update(number_de=number_de, number_en=number_en, amount=amount, when=when)
    return made


def number_de(number: Number) -> str:
    """A number as German prints it: 43.187, 1,25, -3."""
    return number_en(number).translate(_TO_GERMAN)


_TO_GERMAN = str.maketrans(",.", ".,")


def number_en(number: Number) -> str:
    """A number as English prints it: 43,187, 1.25, -3."""
    whole = number if isinstance(number, int) or number != int(number) else int(number)
    return f"{whole:,}" if isinstance(whole, int) else f"{whole:,.10g}"


_MAGNITUDES: dict[str, tuple[tuple[int, str], ...]] = {
    "de": ((10**12, "Billionen"), (10**9, "Milliarden"), (10**6, "Millionen")),
    "en": ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")),
}
_BOUNDS = {
    "de": ("mindestens {}", "höchstens {}", "{}–{}"),
    "en": ("at least {}", "at most {}", "{}–{}"),
}
_UNITS = {"person": "", "piece": "", "percent": " %", "km2": " km²", "m2": " m²", "factor": "-fach"}


def amount(statement: Statement, language: Language) -> str:
    """A statement's quantity in words: ``10.000 bis 12.000``, ``mindestens 60 %``, ``1,25 Milliarden USD``."""
    low, high = statement.low, statement.high
    at_least, at_most, span = _BOUNDS[language]
    unit = _UNITS.get(statement.unit or "", f" {statement.unit}" if statement.unit else "")
    if low is None and high is None:
        return statement.text
    if high is None and low is not None:
        return at_least.format(_spelled(low, language)) + unit
    if low is None and high is not None:
        return at_most.format(_spelled(high, language)) + unit
    first, last = _spelled(low or 0, language), _spelled(high or 0, language)
    return (first if first == last else span.format(first, last)) + unit


def _spelled(number: Number, language: Language) -> str:
    written = number_de if language == "de" else number_en
    for size, word in _MAGNITUDES[language]:
        if abs(number) >= size and number * 1000 % size == 0:
            share = number / size
            return f"{written(int(share) if share == int(share) else share)} {word}"
    return written(number)


def when(moment: datetime, language: Language) -> str:
    """A moment in Berlin's time: ``13.01.2025, 06:40 Uhr``, ``13 Jan 2025, 06:40``."""
    local = moment.astimezone(BERLIN)
    if language == "de":
        return f"{local:%d.%m.%Y, %H:%M} Uhr"
    return f"{local.day} {_MONTHS[local.month - 1]} {local:%Y, %H:%M} (Berlin)"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
