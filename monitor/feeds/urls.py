"""One spelling for one web address: the identity of articles and feeds.

Follows the WHATWG URL standard for what makes two spellings equal (case of the host, default port, dot
segments, percent-encoding) and goes beyond it in what says nothing about the page: fragments, user
names, session ids and the parameters listed in ``tracking.toml``. The order of parameters is kept, because some
servers read it.
"""

from __future__ import annotations

import re
import tomllib
from fnmatch import translate
from functools import lru_cache
from importlib.resources import files
from ipaddress import ip_address
from urllib.parse import SplitResult, urljoin, urlsplit

import idna

_DEFAULT_PORTS = {"http": 80, "https": 443}
_SAFE_IN_PATH = frozenset("!$&'()*+,;=:@/-._~")
_SAFE_IN_QUERY = _SAFE_IN_PATH | frozenset("?[]|")
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
_BLANKS = re.compile(r"[\t\n\r]|^[\x00-\x20\xa0\ufeff\u200b]+|[\x00-\x20\xa0\u200b]+$")
_SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?;]*", re.IGNORECASE)
_SECRET = re.compile(r"(?i)([?&;][^=&;#]*(?:token|key|secret|passw|pwd|auth|sig|session|credential)[^=&;#]*=)[^&;#]+")
_ABSOLUTE = re.compile(r"https?://[^/?#]", re.IGNORECASE)
_USERINFO = re.compile(r"(?<=//)[^/?#]*@")


def clean(url: str, base: str = "") -> str:
    """Give the one spelling of a web address; ``base`` resolves a relative one.

    What is no http(s) address or can't be read comes back as it was, without blanks around it:
    ask :func:`is_web` where that matters.
    """
    text = _absolute(url, base)
    parts = _split(text)
    if parts is None:
        return text
    host, port = host_of(text), parts.port
    if not host:
        return text
    authority = f"[{host}]" if ":" in host else host
    if port is not None and port != _DEFAULT_PORTS[parts.scheme]:
        authority += f":{port}"
    path = _encode(_without_dots(_SESSION_IN_PATH.sub("", parts.path)), _SAFE_IN_PATH) or "/"
    query = _encode(_without_tracking(parts.query), _SAFE_IN_QUERY)
    return f"{parts.scheme}://{authority}{path}" + (f"?{query}" if query else "")


def is_web(url: str) -> bool:
    """Tell whether this is an absolute http or https address with a host."""
    return _split(url) is not None and bool(host_of(url))


@lru_cache(maxsize=4096)
def host_of(url: str) -> str:
    """Give an address's host in ASCII and lower case, without a final point; "" where there is none."""
    parts = _split(url)
    host = (parts.hostname or "").rstrip(".") if parts else ""
    try:
        return host if host.isascii() else idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        return ""


def site_of(url: str) -> str:
    """Give the name under which an address's owner is registered: ``zeitung.de`` for ``m.zeitung.de``.

    Known endings with more than one label are in ``sites.toml``; an IP address stands for itself.
    """
    host = host_of(url)
    if _is_address(host):
        return host
    labels = host.split(".")
    suffix = 2 if ".".join(labels[-2:]) in _suffixes() else 1
    return ".".join(labels[-(suffix + 1) :])


def same_site(one: str, other: str) -> bool:
    """Tell whether two addresses belong to one owner, by the name they are registered under."""
    site = site_of(one)
    return bool(site) and site == site_of(other)


def without_user(url: str) -> str:
    """Give an address without user and password."""
    return _USERINFO.sub("", url)


def redact(url: str) -> str:
    """Give an address fit for messages and logs: without user, password and the values of secret parameters."""
    return _SECRET.sub(r"\1…", without_user(url))


def _absolute(url: str, base: str) -> str:
    text = _BLANKS.sub("", url)
    if text[:5].lower() == "feed:":
        text = text[5:]
        text = f"http:{text}" if text.startswith("//") else text
    try:
        return text if not base or _ABSOLUTE.match(text) else urljoin(base, text)
    except ValueError:
        return text


@lru_cache(maxsize=1024)
def _split(url: str) -> SplitResult | None:
    """Split an http(s) address; None for anything else, or one whose brackets or port can't be read.

    One address is split half a dozen times on its way through a feed, hence the memory.
    """
    if "//" not in url:
        return None
    try:
        parts = urlsplit(url)
        _ = parts.port, parts.hostname
    except ValueError:
        return None
    return parts if parts.scheme in _DEFAULT_PORTS and parts.netloc else None


def _without_dots(path: str) -> str:
    """Resolve ``.`` and ``..`` (RFC 3986, 5.2.4); doubled slashes stay, servers tell them apart."""
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments[1:]:
        if segment == "..":
            kept = kept[:-1]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in {".", ".."}:
        kept.append("")
    return "/" + "/".join(kept)


def _without_tracking(query: str) -> str:
    return "&".join(pair for pair in query.split("&") if pair and not _is_tracking(pair))


def _is_tracking(pair: str) -> bool:
    name, _, value = pair.lower().partition("=")
    always, names, values = _tracking()
    return bool(always.match(name)) or (name in names and value in values)


def _encode(text: str, safe: frozenset[str]) -> str:
    """Percent-encode what must be, decode what need not be, and write the hex digits large."""
    if text.isascii() and "%" not in text and all(c.isalnum() or c in safe for c in text):
        return text
    parts, last = [], 0
    for match in _ESCAPE.finditer(text):
        parts += [_escape(text[last : match.start()], safe), _settle(match[0])]
        last = match.end()
    return "".join([*parts, _escape(text[last:], safe)])


def _escape(text: str, safe: frozenset[str]) -> str:
    return "".join(c if c in safe or (c.isascii() and c.isalnum()) else _percent(c) for c in text)


def _percent(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "replace"))


def _settle(escape: str) -> str:
    char = chr(int(escape[1:], 16))
    return char if char.isascii() and (char.isalnum() or char in "-._~") else escape.upper()


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=1)
def _tracking() -> tuple[re.Pattern[str], frozenset[str], frozenset[str]]:
    data = tomllib.loads(files(__package__).joinpath("tracking.toml").read_text("utf-8"))
    always = re.compile("|".join(translate(name) for name in data["always"]))
    return always, frozenset(data["names"]), frozenset(data["values"])


@lru_cache(maxsize=1)
def _suffixes() -> frozenset[str]:
    data = tomllib.loads(files(__package__).joinpath("sites.toml").read_text("utf-8"))
    return frozenset(data["suffixes"])
