"""Interviews: who is asked by name ("Herr Kortmann, wie viele Panzer …?") says what stands below the questions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.claims.context.scene import Scene

_ADDRESS = re.compile(
    r"[„»«]?(?:Herr|Frau)\s+(?:\w+\.\s+|Professor(?:in)?\s+|General\s+|Minister(?:in)?\s+)?([A-ZÄÖÜ][\w-]+),"
)


@dataclass(frozen=True, slots=True)
class Interview:
    """Who answers, from which line on, and the lines of the questions."""

    name: str
    first: int
    questions: frozenset[int]

    def says(self, line: int) -> bool:
        """Whether a line is an answer."""
        return line > self.first and line not in self.questions


def find(scenes: Sequence[Scene]) -> Interview | None:
    """The interview that a text is; None for one in which nobody is asked by name, or only once."""
    asking = [scene for scene in scenes if scene.sentence.text.endswith(("?", "?“", "?«"))]
    questions = frozenset(scene.sentence.line for scene in asking)
    if len(questions) < _LEAST:
        return None
    asked = next(((scene, hit) for scene in scenes if (hit := _ADDRESS.match(scene.sentence.text))), None)
    if asked is None:
        return None
    scene, hit = asked
    return Interview(_full_name(scenes[: scene.index], hit[1]), scene.sentence.line, questions)


_LEAST = 2  # questions


def _full_name(before: Sequence[Scene], surname: str) -> str:
    """ "Jost Kortmann" for Kortmann, if the text has introduced him."""
    name = re.compile(rf"([A-ZÄÖÜ][\w-]+ {re.escape(surname)})\b")
    introduced = (name.search(scene.sentence.text) for scene in before)
    return next((hit[1] for hit in introduced if hit), surname)
