"""What is seen of a sentence by its words alone leaves out nothing that reading it would find."""

from __future__ import annotations

import pytest

from monitor.claims import lexicon, sentences
from monitor.claims.context import subjects
from monitor.claims.context.compiling import compile_vocabulary
from monitor.claims.context.saying import voices
from monitor.claims.context.scene import Scene
from tests.gold.loader import load

WORDS = compile_vocabulary(lexicon.load())


class _Read(Scene):
    """A sentence that is read whatever its words are signs of."""

    def may_hold(self, sign: str) -> bool:
        return True


@pytest.mark.parametrize("document", load(half="odd"), ids=lambda document: document.id)
def test_signs_miss_nothing(document) -> None:  # type: ignore[no-untyped-def]
    for sentence in sentences.split(document.text):
        seen, read = (kind(0, sentence, (), WORDS) for kind in (Scene, _Read))
        assert seen.names == read.names
        assert seen.is_poll == read.is_poll
        assert voices(seen) == voices(read)
        assert bool(subjects.opening(seen)) == bool(subjects.opening(read))
