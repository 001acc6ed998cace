"""The kinds of value that settings have, as pydantic reads them: each by its reader, secrets resolved."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from pathlib import Path
from typing import Annotated
from urllib.parse import SplitResult, urlsplit

from pydantic import AfterValidator, Field, PlainValidator, ValidationInfo

from monitor.settings import readers


@dataclass(frozen=True)
class Folder:
    """A settings folder as it is read: ``data`` is what relative paths start from; secrets come from ``environ``."""

    path: Path
    data: Path
    environ: Mapping[str, str]


_NOWHERE = Folder(Path(), Path(), {})


def _resolve(value: str, info: ValidationInfo) -> str:
    folder: Folder = info.context or _NOWHERE
    return readers.resolve(value, folder.path, folder.environ)


def _web_address(value: str) -> str:
    parts = _split(value)
    if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"{readers.shown(value)} is no address of the web; it must begin with https:// or http://")
    return value.strip()


def _split(value: str) -> SplitResult | None:
    """An address's parts; None where a bracket isn't closed or the port is no port."""
    try:
        parts = urlsplit(value.strip())
        return parts if parts.port != 0 else None
    except ValueError:
        return None


def _proxy(value: str) -> str:
    scheme = value.partition("://")[0].lower()
    parts = _split(value)
    if parts is None or scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"{readers.shown(scheme)} is no proxy that can be used; write http://HOST:PORT or https://…")
    return value.strip()


def _channel_address(value: str) -> str:
    scheme, colon, rest = value.strip().partition(":")
    parts = _split(value)
    if parts is None or not colon or not scheme or (scheme != "log" and not rest):
        raise ValueError(f"{readers.shown(scheme)} is no channel; write one such as log:, smtp://…, atom:alerts.xml")
    if scheme == "webhook+http" and not is_loopback(parts.hostname or ""):
        raise ValueError("webhook+http:// is for this machine only; write webhook+https:// for any other")
    return value.strip()


def is_loopback(host: str) -> bool:
    """Whether a host, as it is written in settings, is this machine alone."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _blank_is_none(value: str | None) -> str | None:
    return (value or "").strip() or None


Text = Annotated[str, Field(min_length=1)]
Number = Annotated[int | float, PlainValidator(readers.number)]
Bounds = Annotated[tuple[int | float, int | float], PlainValidator(readers.bounds)]
Secret = Annotated[str, AfterValidator(_resolve)]
OptionalText = Annotated[str | None, AfterValidator(_blank_is_none)]
OptionalSecret = Annotated[OptionalText, AfterValidator(lambda value, info: value and _resolve(value, info))]
Duration = Annotated[timedelta, PlainValidator(readers.duration)]
OptionalDuration = Annotated[timedelta | None, PlainValidator(readers.optional_duration)]
Digest = Annotated[timedelta | None, PlainValidator(readers.digest)]
Size = Annotated[int, PlainValidator(readers.size)]
Rotation = Annotated[int | timedelta, PlainValidator(readers.rotation)]
Retention = Annotated[int | timedelta, PlainValidator(readers.retention)]
Hours = Annotated[tuple[time, time] | None, PlainValidator(readers.hours)]
Step = Annotated[tuple[int | float, bool], PlainValidator(readers.step)]
Glob = Annotated[str, AfterValidator(readers.glob)]
WebAddress = Annotated[Secret, AfterValidator(_web_address)]
OptionalWebAddress = Annotated[OptionalText, AfterValidator(lambda value: value and _web_address(value))]
Proxy = Annotated[OptionalSecret, AfterValidator(lambda value: value and _proxy(value))]
ChannelAddress = Annotated[Secret, AfterValidator(_channel_address)]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
