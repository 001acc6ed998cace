"""Other tools, measured against the same floors as we are, in an environment of their own (``.peers``, not committed).

What does not install is named and left out. The peers' reading is timed in their own process, beside the floor: nothing
of the project is imported there, and nothing of theirs here.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks import claims
from benchmarks.measure import Ratio
from benchmarks.texts import pages, running

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = ROOT / ".peers"
TIMED = Path(__file__).with_name("timed.py")
FLOOR = "selectolax"  # the bare parse is measured there too
PEERS = {  # what is installed of each; trafilatura and fundus leave out, or leave open, what they need
    "trafilatura": ("trafilatura", "lxml_html_clean"),
    "resiliparse": ("resiliparse",),
    "fundus": ("fundus", "curl_cffi<0.12"),
    "text2num": ("text2num",),
    "spacy": ("spacy",),
}


def rows() -> Iterator[Ratio]:
    """Each peer's time against the floor of what it does."""
    given = json.dumps({"naive": claims.NAIVE.pattern, "texts": running(), "pages": pages()})
    python = _environment()
    for name, wanted in PEERS.items():
        if not _done([python, "-m", "pip", "install", "--quiet", "--only-binary", ":all:", FLOOR, *wanted]):
            print(f"{name} not installed: it can't be had here", file=sys.stderr)
        elif measured := _done([python, str(TIMED), name], given):
            yield _ratio(json.loads(measured.splitlines()[-1]))
        else:
            print(f"{name} does not run here and is left out", file=sys.stderr)


def _environment() -> str:
    """The peers' interpreter, which is made if it is not there."""
    python = ENVIRONMENT / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=True)
    return str(python)


def _done(command: Sequence[str], given: str = "") -> str | None:
    """What a program prints, one blank at least; None if it fails."""
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=False, cwd=ENVIRONMENT)
    return None if done.returncode else done.stdout or " "


def _ratio(row: Mapping[str, Any]) -> Ratio:
    return Ratio(row["name"], row["ours"], row["floor"], (row["low"], row["high"]))
