"""Secrets hidden in what people get to see: addresses, log lines, settings.

Pure text to text. What is hidden: user and password before an ``@``, values of query fields whose name says
that they are secret, and everything behind the scheme of a service whose address *is* its key (Apprise).
"""

from __future__ import annotations

import re

HIDDEN = "***"

# Schemes whose path names a place, not a key; of all others nothing but the scheme is shown.
_OPEN = """http https socks5 socks5h sqlite sqlite+pysqlite postgresql postgresql+psycopg
smtp smtps webhook+https webhook+http ntfy ntfys"""
OPEN = frozenset(_OPEN.split())

_WORD = r"(?:access_?token|api_?key|apikey|auth|key|passw(?:or)?d|passwort|pwd|secret|sig|signature|token)"
_FIELD = re.compile(rf"(?<![\w-])((?:[\w-]*[_-])?{_WORD})=([^&\s\"'#;,)]+)", re.IGNORECASE)
_HOST = re.compile(r"(?:[^:]*|\[[^\]]*\])(?::\d*)?")
_USERINFO = re.compile(r"(\b[a-z][a-z0-9+.-]*://)[^/\s@\"'<>?#]*@", re.IGNORECASE)
_BEARER = re.compile(r"\b(Bearer|Basic) +[A-Za-z0-9._~+/=-]{8,}", re.IGNORECASE)


def mask(url: str) -> str:
    """An address without its secrets: ``https://user:word@host/?token=x`` is ``https://***@host/?token=***``."""
    scheme = url.partition(":")[0].lower()
    if scheme not in OPEN:
        return f"{scheme}://{HIDDEN}" if "://" in url else url
    return mask_text(_mask_userinfo(url))


def mask_text(text: str) -> str:
    """A running text with the user names, passwords, tokens and authorisations in it hidden."""
    if "://" in text:
        text = _USERINFO.sub(rf"\1{HIDDEN}@", text)
    if "=" in text:
        text = _FIELD.sub(rf"\1={HIDDEN}", text)
    return _BEARER.sub(rf"\1 {HIDDEN}", text)


def _mask_userinfo(url: str) -> str:
    """Also a password with ``/`` or ``@`` in it, which a pattern over running text would leave half shown."""
    scheme, slashes, rest = url.partition("://")
    if not slashes:
        return url
    host = re.split(r"[/?#]", rest, maxsplit=1)[0]
    if "@" in host:
        return f"{scheme}://{HIDDEN}@{host.rpartition('@')[2]}{rest[len(host) :]}"
    broken = "@" in rest and not _HOST.fullmatch(host)  # "u:p/word@host": the slash should have been %2F
    return f"{scheme}://{HIDDEN}@{rest.rpartition('@')[2]}" if broken else url
