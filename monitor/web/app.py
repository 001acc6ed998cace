"""The application: its routes, the guard before them, the headers behind them, and what becomes of errors."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from importlib.resources import files
from pathlib import Path
from urllib.parse import parse_qsl

from anyio import CapacityLimiter, to_thread
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from monitor.errors import DatabaseError, DatabaseVersionError, TooSlowError, UsageError
from monitor.options import Settings
from monitor.web import rendering
from monitor.web.api import ROUTES as API
from monitor.web.desk import Desk, NoDatabaseError, NotThereError
from monitor.web.guard import Guard
from monitor.web.headers import Headers
from monitor.web.pages import ACTIONS, PAGES
from storage.engine import Database

Handler = Callable[[Desk, Request], Response]
Action = Callable[[Desk, Request, Mapping[str, str]], Response]

AT_ONCE = 8  # requests that read the database at the same time; others wait
FORM = 10_000  # bytes of a form; ours are a few words
STATIC = Path(str(files("monitor.web") / "static"))
OPEN = frozenset({"/login", "/healthz", "/readyz"})  # what needs no token; they give nothing away
ERRORS: Mapping[type[Exception], int] = {
    NotThereError: 404,
    UsageError: 400,
    NoDatabaseError: 503,
    TooSlowError: 503,
    DatabaseVersionError: 503,
    DatabaseError: 503,
}


def create_app(
    settings: Settings,
    database: Database,
    *,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    mounts: Sequence[Mount] = (),
) -> Starlette:
    """The dashboard over a database, which may not be there yet.

    ``mounts`` are applications beside it; they stand before the guard, so they guard themselves.
    """
    guard = Guard(settings.web.token, clock)
    desk = Desk(settings, database, clock, guard, rendering.environment(settings))
    app = Starlette(routes=[*mounts, *_routes(desk)], exception_handlers={404: partial(_failed, desk)})
    app.add_middleware(Headers)
    return app


def _routes(desk: Desk) -> list[BaseRoute]:
    limit = CapacityLimiter(AT_ONCE)
    shown = [Route(path, _shown(desk, handler, limit)) for path, handler in {**PAGES, **API}.items()]
    done = [Route(path, _done(desk, action, limit), methods=["POST"]) for path, action in ACTIONS.items()]
    return [*shown, *done, Mount("/static", StaticFiles(directory=STATIC), name="static")]


def _shown(desk: Desk, handler: Handler, limit: CapacityLimiter) -> Callable[..., object]:
    """A page or answer, given to whom the guard admits."""

    async def endpoint(request: Request) -> Response:
        refused = _refused(desk, request)
        if refused:
            return refused
        return await to_thread.run_sync(_answered, desk, request, partial(handler, desk), limiter=limit)

    return endpoint


def _done(desk: Desk, action: Action, limit: CapacityLimiter) -> Callable[..., object]:
    """A form's work, done for whom the guard admits and only from our own pages."""

    async def endpoint(request: Request) -> Response:
        refused = _refused(desk, request)
        if refused:
            return refused
        form = dict(parse_qsl((await _body(request))[:FORM].decode("utf-8", "replace"), max_num_fields=20))
        if not desk.guard.is_own_form(request, form):
            return PlainTextResponse("Dieses Formular ist abgelaufen; bitte die Seite neu laden.", 403)

        def call(given: Request) -> Response:
            return action(desk, given, form)

        return await to_thread.run_sync(_answered, desk, request, call, limiter=limit)

    return endpoint


async def _body(request: Request) -> bytes:
    """The body, as far as a form may be long."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > FORM:
            break
    return body


def _refused(desk: Desk, request: Request) -> Response | None:
    if not desk.guard.is_for_us(request):
        return PlainTextResponse("This address is not known here.", 421)
    if request.url.path in OPEN or desk.guard.admits(request):
        return None
    if _wants_page(request):
        return RedirectResponse("/login", 303)
    return JSONResponse({"error": "a token is needed: Authorization: Bearer …"}, 401, {"WWW-Authenticate": "Basic"})


def _answered(desk: Desk, request: Request, handler: Callable[[Request], Response]) -> Response:
    """What the handler gives, or what becomes of its error."""
    try:
        return handler(request)
    except tuple(ERRORS) as error:
        return _told(desk, request, error)


def _told(desk: Desk, request: Request, error: Exception) -> Response:
    status = next(code for kind, code in ERRORS.items() if isinstance(error, kind))
    sentence = str(error) or ("there is no database yet" if status == 503 else "there is nothing at this address")
    if _wants_page(request):
        return desk.page(request, "error.html", status, status=status, sentence=str(error))
    return JSONResponse({"error": sentence}, status)


async def _failed(desk: Desk, request: Request, error: Exception) -> Response:
    """An address that no route knows."""
    return _refused(desk, request) or _told(desk, request, NotThereError())


def _wants_page(request: Request) -> bool:
    path = request.url.path
    return not path.startswith(("/api/", "/feeds/alerts.", "/metrics")) and not path.endswith((".atom", ".json"))
