"""Parts of a value that are read when they are first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class lazy(Generic[T]):  # noqa: N801 - stands where "property" does
    """What a method gives, kept with its object: ``functools.cached_property`` without the lock it has in Python 3.11,
    which takes longer than most of what is read here."""

    def __init__(self, read: Callable[[Any], T]) -> None:
        self._read = read
        self._name = read.__name__
        self.__doc__ = read.__doc__

    def __get__(self, owner: object, kind: type) -> T:
        value = owner.__dict__[self._name] = self._read(owner)
        return value


class OnDemand(dict[int, T]):
    """Values by number, each read when it is first asked for."""

    def __init__(self, read: Callable[[int], T]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, number: int) -> T:
        self[number] = value = self._read(number)
        return value
