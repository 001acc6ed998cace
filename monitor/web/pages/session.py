"""Coming in with the token, and leaving."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from monitor.web.desk import Desk
from monitor.web.guard import COOKIE


def ask(desk: Desk, request: Request) -> Response:
    """The form that asks for the token; whoever is in already is led on."""
    if desk.guard.admits(request):
        return RedirectResponse("/", 303)
    return desk.page(request, "login.html", wrong=False)


def enter(desk: Desk, request: Request, form: Mapping[str, str]) -> Response:
    """A session for whoever knows the token."""
    if not desk.guard.knows(form.get("token")):
        return desk.page(request, "login.html", 403, wrong=True)
    response = RedirectResponse("/", 303)
    desk.guard.begin(response, secure=request.url.scheme == "https")
    return response


def leave(desk: Desk, request: Request, form: Mapping[str, str]) -> Response:
    """Forget the session in this browser."""
    response = RedirectResponse("/login", 303)
    response.delete_cookie(COOKIE)
    return response
