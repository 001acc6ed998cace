"""Numbers that are no quantities by where they stand: names, laws, roads, ordinals, the page's own furniture.

These rules see a number before it is read; those that need what was read are in ``refusals``.
"""

from __future__ import annotations

from collections.abc import Callable

from monitor.claims.ages import years_old
from monitor.claims.amount import DASHES
from monitor.claims.clocks import clock_words, month_before, ratio, shape, split_time, year_shapes
from monitor.claims.scene import Refusal, Scene
from monitor.claims.values import Reason


def _glued(scene: Scene, i: int) -> Refusal | None:
    """ "F-16", "H1N1", "A7", "5G", "737-800": digits that are one with letters."""
    token = scene.tokens[i]
    if token.kind != "num":
        return None
    behind = _glued_behind(scene, i)
    if token.glued and i:
        previous = scene.tokens[i - 1]
        if previous.kind == "word" and previous.text not in scene.words.currency_prefixes:
            account = len(previous.text) == 2 and previous.text.isupper() and scene.low[i - 2] == "iban"
            behind = _digits_end(scene, i) if account else behind
            return Refusal(behind, _letters_reason(scene, i), "glued to letters")
        if previous.text in DASHES and previous.glued and i >= 2 and _is_mark(scene, i - 2):
            return Refusal(behind, _letters_reason(scene, i), "glued to letters")
        if previous.text in ("/", "#", "_", "@", "^"):
            return Refusal(behind, "furniture" if previous.text != "/" else "name", "glued to a sign")
    return None


def _is_mark(scene: Scene, i: int) -> bool:
    """Whether the word before a hyphen makes a name of it ("F-16"): not the unit of "3km-5km"."""
    word = scene.tokens[i].kind == "word" and not (scene.tokens[i].glued and scene.words.unit_at(scene.tokens, i))
    return word or scene.tokens[i].kind == "num"


_ROADS = frozenset("abkles")


def _letters_reason(scene: Scene, i: int) -> Reason:
    previous = scene.low[i - 1]
    if reason := scene.traps.strong.get(scene.low[i - 1 - (previous in DASHES)]):
        return reason
    if previous in _ROADS and scene.tokens[i - 1].text.isupper() and i >= 2 and len(scene.tokens[i].text) <= 4:
        return "road"
    return "model"


def _glued_behind(scene: Scene, i: int) -> int:
    while i + 1 < len(scene.tokens) and scene.tokens[i + 1].glued and scene.tokens[i + 1].kind != "sign":
        i += 1
    return i


def _ordinal(scene: Scene, i: int) -> Refusal | None:
    """ "47. Präsident": a full stop that doesn't end the sentence makes digits an ordinal; "15te"."""
    token = scene.tokens[i]
    if token.kind != "num" or "," in token.text:
        return None
    dot = scene.tokens[i + 1] if i + 1 < len(scene.tokens) else None
    if dot is None or not dot.glued:
        return None
    if dot.lower in ("te", "ter", "ten", "tes", "tem", "ste", "sten", "ster"):
        return Refusal(i + 1, "ordinal", "ordinal")
    follows = scene.tokens[i + 2] if i + 2 < len(scene.tokens) else None
    if dot.text != "." or follows is None or follows.text in '."“”»«…':
        return None
    return Refusal(i + 1, "ordinal", "ordinal")


def _ordinal_word(scene: Scene, i: int) -> Refusal | None:
    """ "der einhundert Billionste": a number word whose ordinal stands behind it."""
    following = scene.low[i + 1]
    if scene.tokens[i].kind != "word" or not following.startswith(("million", "milliard", "billion", "billiard")):
        return None
    return Refusal(i + 1, "ordinal", "ordinal word") if following.rstrip("nrsm").endswith("ste") else None


def _numbered(scene: Scene, i: int) -> Refusal | None:
    """ "Artikel 33", "Nr. 5", "Linie 12", "Platz drei", "Buslinien 4, 7 und 12"."""
    at = i - 1 - (scene.low[i - 1] in (".", ":") and scene.tokens[i - 1].glued)
    cue = scene.low[at].rpartition("-")[2]
    if scene.low[i - 1] == ":" and cue not in scene.traps.lists["furniture.before"]:
        return None
    if not _is_noun(scene, at):
        return None
    if (reason := scene.traps.strong_reason(cue)) and not _is_measured(scene, i + 1):
        return Refusal(_list_end(scene, _serial_end(scene, i)), reason, f"numbered: {cue}")
    rate = cue in _PERIODS and scene.low[at - 1] in _PERIODIC
    if (reason := scene.traps.weak.get(cue)) and not _goes_on(scene, i + 1) and not rate:
        return Refusal(i, reason, f"numbered: {cue}")
    if scene.has("furniture.before", cue):
        return Refusal(i, "furniture", f"numbered: {cue}")
    return None


def _is_measured(scene: Scene, i: int) -> bool:
    """Whether a magnitude or a unit of the guide follows, as behind no label: "im Block 3,2 Millionen Euro"."""
    unit = None if i < len(scene.tokens) and scene.tokens[i].glued else scene.words.unit_at(scene.tokens, i)  # "§ 109g"
    return scene.low[i] in scene.words.magnitudes or (unit is not None and unit[0].name != "")


# "jeden Tag 60", "pro Woche 12": a rate, not the number of the day.
_PERIODS = frozenset(["tag", "woche"])
_PERIODIC = frozenset(
    ["jeden", "jede", "jedes", "pro", "je", "per", "am", "im", "in", "der", "diesem", "dieser", "einem", "einer"]
)


def _list_end(scene: Scene, i: int) -> int:
    """The last of the numbers that follow by comma or "und": "33, 34 und 35", where none of them counts anything."""
    j = i
    while scene.low[j + 1] in (",", "und", "bis", "oder", "/") and _bare_number(scene, j + 2):
        j += 2
    return i if scene.measured(j + 1) else j


def _bare_number(scene: Scene, i: int) -> bool:
    return 0 <= i < len(scene.tokens) and scene.tokens[i].kind == "num" and scene.tokens[i].text.isdigit()


def _is_noun(scene: Scene, at: int) -> bool:
    """Whether the cue is written as a noun or abbreviation: "stand" is a verb, "Stand" a mark of time."""
    return at >= 0 and (not scene.tokens[at].text.islower() or scene.low[at + 1] == "." or len(scene.low[at]) <= 3)


def _goes_on(scene: Scene, i: int) -> bool:
    """Whether a unit, noun or the rest of a range follows."""
    link = scene.low[i] in ("bis", "oder", *DASHES)
    return scene.measured(i) or (link and i + 1 < len(scene.tokens) and scene.tokens[i + 1].kind == "num")


def _serial_end(scene: Scene, i: int) -> int:
    """ "SR 946.231", "Leopard 2 A8", "Artikel 33a": what hangs on the number."""
    while i + 1 < len(scene.tokens) and scene.tokens[i + 1].glued and scene.tokens[i + 1].text not in '.,;:!?)"“»':
        i += 1
    return i


def _flight(scene: Scene, i: int) -> Refusal | None:
    """ "SU 1417": two capital letters of an airline, and no counted noun behind."""
    letters = scene.tokens[i - 1].text if i else ""
    token = scene.tokens[i]
    airline = len(letters) == 2 and letters.isupper() and letters.isalpha() and not scene.words.unit_signs.get(letters)
    if not airline or token.glued or not token.text.isdigit() or not 3 <= len(token.text) <= 4:
        return None
    return None if scene.measured(i + 1) or letters in ("EU", "UN", "US") else Refusal(i, "flight", "airline")


def _behind_letter(scene: Scene, i: int) -> Refusal | None:
    """ "B 51", "A 8", "Block C 12": one capital letter and a short number that counts nothing."""
    letter = scene.tokens[i - 1].text if i else ""
    single = len(letter) == 1 and letter.isalpha() and letter.isupper()
    if not single or not _bare_number(scene, i) or len(scene.tokens[i].text) > 3 or scene.measured(i + 1):
        return None
    return Refusal(i, "road" if letter.lower() in _ROADS else "name", "behind a letter")


def _house(scene: Scene, i: int) -> Refusal | None:
    """ "Hauptstraße 12", "Avenue Foch 19"."""
    text = scene.tokens[i].text
    if scene.tokens[i].kind != "num" or not text.isdigit() or len(text) > 4 or not i:
        return None
    street = scene.low[i - 1] if scene.low[i - 1] != "." else scene.low[i - 2]
    named = street.endswith(scene.traps.houses) and not scene.has("houses.except", street)
    foreign = any(word in ("avenue", "rue", "boulevard", "via", "piazza") for word in scene.before(i, 5))
    capital = scene.tokens[i - 1].text[:1].isupper() or scene.low[i - 1] == "."
    return Refusal(i, "house", "street") if (named or foreign) and capital and not scene.measured(i + 1) else None


def _fixed(scene: Scene, i: int) -> Refusal | None:
    """Idioms and names: "unter vier Augen", "Vier Pfoten"."""
    found = scene.traps.known_phrase(scene.tokens, i)
    return Refusal(max(i, found[0]), found[1], "fixed phrase") if found else None


_OPENERS = frozenset(["", ".", ":", "–", "-", "—", "(", "+", "•", "|", "/", "!", "?", "…", *"\"„“”»«‚‘›‹'"])


def _sense(scene: Scene, i: int) -> Refusal | None:
    """ "die Elf", "eine Sechs": a small number word with a capital within the sentence is a noun."""
    token = scene.tokens[i]
    if token.kind != "word" or not token.text[0].isupper() or not scene.has("senses.capital", token.lower):
        return None
    opens = scene.low[i - 1] in _OPENERS or _behind_clock(scene, i)
    return None if opens else Refusal(i, "name", "capital")


def _behind_clock(scene: Scene, i: int) -> bool:
    """ "+++ 17:12 Drei Verletzte": a ticker's time opens the line."""
    written = "".join(token.text for token in scene.tokens[max(0, i - 3) : i])
    return scene.tokens[i - 1].kind == "num" and bool(scene.traps.clock.fullmatch(written))


def _calibre(scene: Scene, i: int) -> Refusal | None:
    """ "155-Millimeter-Granaten", "Kaliber 122 und 152 Millimeter"."""
    behind = scene.low[i + 1]
    hyphen = behind in DASHES and scene.low[i + 2].startswith(("millimeter", "mm"))
    if scene.tokens[i].kind == "num" and hyphen and scene.tokens[i + 1].glued:
        return Refusal(i + 2, "calibre", "calibre")
    cued = any(word.startswith("kaliber") for word in scene.before(i, 6))
    return (
        Refusal(i, "calibre", "calibre") if cued and scene.tokens[i].kind == "num" and not _counts(scene, i) else None
    )


def _counts(scene: Scene, i: int) -> bool:
    return scene.counted(i + 1) is not None and not scene.words.unit_at(scene.tokens, i + 1)


def _sign_before(scene: Scene, i: int) -> Refusal | None:
    """ "†16", "#104", "© 2025"."""
    previous = scene.low[i - 1]
    if previous == "†":
        return Refusal(_serial_end(scene, i), "age", "dagger")
    if previous == "+" and scene.low[i - 2] == "." and scene.tokens[i - 1].glued:
        return Refusal(i, "sport", "added time")
    if previous == "+" and _bare_number(scene, i + 1):
        return Refusal(_digits_end(scene, i), "furniture", "telephone")
    free = i + 1 < len(scene.tokens) and not (scene.tokens[i + 1].glued and scene.tokens[i + 1].text in DASHES)
    if scene.has("clocks.articles", previous) and free and not _goes_on(scene, i + 1):
        return Refusal(i, "name", "article before digits")
    return Refusal(i, "furniture", "sign") if previous in ("#", "©") or _in_address(scene, i) else None


def _digits_end(scene: Scene, i: int) -> int:
    """The last of the groups of digits side by side: "+49 30 1234567"."""
    while i + 1 < len(scene.tokens) and (scene.tokens[i + 1].kind == "num" or scene.low[i + 1] in ("-", "/")):
        i += 1
    return i


def _in_address(scene: Scene, i: int) -> bool:
    """Whether the number is part of a web or mail address, which no blank parts."""
    if not scene.tokens[i].glued:
        return False
    start = scene.tokens[i].start
    head = scene.text[max(0, start - 200) : start]
    chunk = head[head.rfind(" ") + 1 :] if not head.endswith((" ", "\n")) else ""
    return "://" in chunk or chunk.startswith("www.") or "@" in chunk


Rule = Callable[[Scene, int], Refusal | None]
ANY: tuple[Rule, ...] = (years_old, _ordinal_word, _fixed, _numbered, clock_words, ratio)
DIGITS: tuple[Rule, ...] = (
    _sign_before,
    year_shapes,
    shape,
    month_before,
    split_time,
    _calibre,
    _glued,
    _ordinal,
    _flight,
    _behind_letter,
    _house,
    *ANY,
)
WORDS: tuple[Rule, ...] = (_sense, *ANY)


def at_number(scene: Scene, i: int) -> Refusal | None:
    """Why the number that begins at token ``i`` is no quantity by its place alone, or None."""
    if scene.page_line:
        return Refusal(i, "furniture", "page line")
    for rule in DIGITS if scene.tokens[i].kind == "num" else WORDS:
        if refusal := rule(scene, i):
            return refusal
    return None
