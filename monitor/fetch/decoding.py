"""Decompress a body piece by piece, within a bound: 600 bytes of brotli can stand for a gigabyte."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Protocol

import brotli

ACCEPT_ENCODING = "gzip, deflate, br"
_PIECE = 256 * 1024


class TooLarge(Exception):  # noqa: N818  a signal within this package
    """The body is larger than it may be."""


class Broken(Exception):  # noqa: N818  a signal within this package
    """The compressed body is damaged or breaks off."""


class Decoder(Protocol):
    """Takes compressed pieces and gives plain ones."""

    def decode(self, data: bytes, room: int) -> bytes:
        """Give what the piece holds; raise TooLarge for more than ``room`` bytes and Broken for damage."""

    def finish(self) -> None:
        """Raise Broken if the end is missing."""


def decoder(encoding: str) -> Decoder | None:
    """Give a decoder for a Content-Encoding; None for one that was not asked for."""
    make = _DECODERS.get(encoding.strip().lower())
    return make() if make else None


def gunzip(data: bytes, limit: int) -> bytes:
    """Decompress a whole gzip file of at most ``limit`` bytes plain. Raises TooLarge and Broken."""
    unzip = _Gzip()
    plain = unzip.decode(data, limit)
    unzip.finish()
    return plain


class _Identity:
    def decode(self, data: bytes, room: int) -> bytes:
        if len(data) > room:
            raise TooLarge
        return data

    def finish(self) -> None:
        """Whatever came is whole; the protocol counts its bytes."""


class _Gzip:
    """One gzip member after another; what follows the last is dropped, as gzip itself does with padding."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(wbits=31)
        self._members = 0

    def decode(self, data: bytes, room: int) -> bytes:
        parts: list[bytes] = []
        while data:
            if self._stream.eof:
                if not data.startswith(b"\x1f"):
                    break
                self._stream = zlib.decompressobj(wbits=31)
            part = _inflate(self._stream, data, room)
            room -= len(part)
            parts.append(part)
            data = self._stream.unused_data
            self._members += self._stream.eof
            if self._members > 1_000:  # a thousand empty members a piece is no document
                raise Broken
        return b"".join(parts)

    def finish(self) -> None:
        if not self._stream.eof:
            raise Broken


class _Deflate:
    """Deflate with zlib's frame, as the standard says, or without, as many servers send it."""

    def __init__(self) -> None:
        self._stream: zlib._Decompress | None = None

    def decode(self, data: bytes, room: int) -> bytes:
        if self._stream is None:
            framed = data[0] & 0x0F == 8 and (len(data) < 2 or int.from_bytes(data[:2]) % 31 == 0)
            self._stream = zlib.decompressobj(wbits=15 if framed else -15)
        return _inflate(self._stream, data, room)

    def finish(self) -> None:
        if self._stream is not None and not self._stream.eof:
            raise Broken


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    def decode(self, data: bytes, room: int) -> bytes:
        parts: list[bytes] = []
        try:
            while data or not self._stream.can_accept_more_data():
                part = self._stream.process(data, output_buffer_limit=min(room + 1, _PIECE))
                room, data = room - len(part), b""
                if room < 0:
                    raise TooLarge
                parts.append(part)
        except brotli.error as error:
            raise Broken from error
        return b"".join(parts)

    def finish(self) -> None:
        if not self._stream.is_finished():
            raise Broken


def _inflate(stream: zlib._Decompress, data: bytes, room: int) -> bytes:
    try:
        plain = stream.decompress(data, room + 1)
    except zlib.error as error:
        raise Broken from error
    if len(plain) > room:
        raise TooLarge
    return plain


_DECODERS: dict[str, Callable[[], Decoder]] = {
    "": _Identity,
    "identity": _Identity,
    "gzip": _Gzip,
    "x-gzip": _Gzip,
    "deflate": _Deflate,
    "br": _Brotli,
}
