"""``monitor verdict …`` and ``monitor mute``: what people decide of claims, claimants and metrics, with who and why."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from monitor.cli.columns import VERDICTS
from monitor.cli.output import Format, emit
from monitor.cli.waiting import wait_for
from monitor.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from monitor.options import Settings
    from storage.values import HumanVerdict

    Decide: TypeAlias = Callable[[Connection, datetime], HumanVerdict]
    Act: TypeAlias = Callable[[Connection, datetime], tuple[int, HumanVerdict]]

verdict = typer.Typer(help="What people decided: wrong claims, claimants that are one.", no_args_is_help=True)
By = Annotated[str, typer.Option("--by", envvar=["MONITOR_USER", "USER"], help="Who decides.")]
Why = Annotated[str, typer.Option("--why", help="Why, for those who come after.")]
REFERENCES = ("claim", "figure", "alert")


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.add_typer(verdict, name="verdict")
    app.command()(mute)


@verdict.command()
def wrong(
    context: typer.Context,
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="A claim's id, or figure:ID, or alert:ID.")],
    why: Why,
    by: By,
) -> None:
    """Mark a claim wrong: its figures go, alerts on them are retracted, also in copies of its text."""
    from storage import verdicts
    from storage.values import HumanVerdict

    def decide(conn: Connection, now: datetime) -> HumanVerdict:
        claim_id = _claim(conn, claim)
        metrics = tuple(verdicts.metrics_of(conn, claim_id))
        return HumanVerdict("wrong", by, why, now, claim_id=claim_id, metrics=metrics)

    _settle(context, _add(context, decide))


@verdict.command()
def merge(
    context: typer.Context,
    claimant: Annotated[str, typer.Argument(help="This claimant …")],
    into: Annotated[str, typer.Argument(help="… is that one.")],
    why: Why,
    by: By,
) -> None:
    """Say that two claimants are one: their histories become one."""
    from monitor import names
    from storage.values import HumanVerdict

    if names.key(claimant) == names.key(into):
        raise UsageError(f"{claimant!r} and {into!r} are one claimant already")

    def decide(conn: Connection, now: datetime) -> HumanVerdict:
        metrics = _metrics_of(conn, claimant, into)
        return HumanVerdict("merge", by, why, now, claimant=claimant, into=into, metrics=metrics)

    _settle(context, _add(context, decide))


def mute(
    context: typer.Context,
    metric: Annotated[str, typer.Argument(help="The metric's key, as in nk_deployed.")],
    until: Annotated[str, typer.Option(metavar="DAY", help="Up to this day (inclusive) or time.")],
    why: Why,
    by: By,
    place: Annotated[str | None, typer.Option(help="Only the incident at this place.")] = None,
    on: Annotated[str | None, typer.Option("--day", metavar="DAY", help="Only the incident of this day.")] = None,
) -> None:
    """Tell nothing of a metric, or of one incident, until a date; figures and changes are kept all the same."""
    from monitor.cli import plot, state
    from monitor.times import day, day_or_time
    from storage.values import HumanVerdict

    known = {m.key for topic in state.load(context).topics for m in topic.metrics}
    if metric not in known:
        raise UsageError(f"no topic declares the metric {metric!r}{plot.nearest(metric, known)}")
    end, of = day_or_time(until, "--until", ends=True), day(on, "--day")

    def decide(conn: Connection, now: datetime) -> HumanVerdict:
        from storage import alerts

        for alert_id in alerts.waiting(conn, metric, place, of):
            alerts.recall(conn, alert_id)
        return HumanVerdict("mute", by, why, now, metric=metric, place=place, day=of, until=end, applied_at=now)

    number, _ = _add(context, decide)
    typer.echo(f"verdict {number}: {metric} is muted until {until}; undo it with `monitor verdict undo {number}`")


@verdict.command("list")
def listing(
    context: typer.Context,
    style: Annotated[Format, typer.Option("--format", help="table, json, jsonl or csv.")] = Format.table,
) -> None:
    """All verdicts, with who, why, and whether they are in force."""
    from monitor.cli.state import rows
    from storage import queries

    emit(rows(context, queries.verdicts), style, VERDICTS)


@verdict.command()
def undo(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="ID", min=1, max=2**62, help="As `monitor verdict list` gives it.")],
    by: By,
) -> None:
    """Take a verdict back: the history becomes what it would be without it. Retractions that went out stay."""
    from storage import verdicts

    def act(conn: Connection, now: datetime) -> tuple[int, HumanVerdict]:
        known = verdicts.get(conn, number)
        if known is None or not verdicts.undo(conn, number, by, now):
            raise UsageError(f"there is no verdict {number} in force; `monitor verdict list` shows them")
        if known.claimant and known.into:
            verdicts.touch(conn, number, {*known.metrics, *_metrics_of(conn, known.claimant, known.into)})
        return number, known

    _settle(context, _written(context, act))


# ---------------------------------------------------------------- shared


def _add(context: typer.Context, decide: Decide) -> tuple[int, HumanVerdict]:
    """Write the verdict that ``decide`` makes of what is stored; its id and itself."""
    from storage import verdicts

    def act(conn: Connection, now: datetime) -> tuple[int, HumanVerdict]:
        made = decide(conn, now)
        return verdicts.add(conn, made), made

    return _written(context, act)


def _written(context: typer.Context, act: Act) -> tuple[int, HumanVerdict]:
    """What ``act`` gives, in one transaction on the stored database."""
    from monitor.cli.state import stored

    with stored(context) as database:
        if database is None:
            raise UsageError("nothing is stored yet; start with `monitor run` or `monitor check`")
        with database.write() as connection:
            return act(connection, datetime.now(UTC))


def _settle(context: typer.Context, told: tuple[int, HumanVerdict]) -> None:
    """Rebuild at once, or leave it to the daemon that works on the database; say which."""
    from monitor import daemon
    from monitor.cli.state import load

    number, made = told
    settings: Settings = load(context)
    done = wait_for(daemon.settle(settings, datetime.now(UTC)))
    touched = f"the history of {', '.join(made.metrics)}" if made.metrics else "no history, for none has such a figure"
    when = "rebuilt" if done else "the daemon will rebuild"
    typer.echo(f"verdict {number}: {when} {touched}")


def _claim(conn: Connection, reference: str) -> int:
    """The claim that ``12``, ``claim:12``, ``figure:12`` or ``alert:12`` means. Raises UsageError."""
    from storage import verdicts

    what, _, number = reference.rpartition(":")
    if what not in {"", *REFERENCES} or not number.isdecimal() or len(number) > DIGITS:
        raise UsageError(f"{reference!r} is no claim; give its id, or figure:ID, or alert:ID")
    found = verdicts.claim_of(conn, what or "claim", int(number))
    if found is None:
        raise UsageError(f"there is no {what or 'claim'} {number}; `monitor {what or 'claim'}s` lists them")
    return found


DIGITS = 18  # of the longest id: 64 bits hold them all


def _metrics_of(conn: Connection, *claimants: str) -> tuple[str, ...]:
    """The metrics of which one of these claimants gave a figure, in whatever case form its name is kept."""
    from monitor import names
    from storage import verdicts

    wanted = {names.key(name) for name in claimants}
    return tuple(sorted({metric for name, metric in verdicts.claimants(conn) if names.key(name) in wanted}))
