"""``python -m benchmarks.soak [--days N] [--feeds N]``: days of the daemon under faults, against the same undisturbed.

The daemon's own steps, database and page process run in a process with a moving clock; the far side is in that
process. One run is calm. In the other the network fails, channels fail, the disk is full, fails to write, and the
database is locked, by a seed; and the process is killed (SIGKILL) ten times a day, at any moment. In the end articles,
claims and alerts must be equal, every alert received and none twice but under its key, memory and file handles flat.
"""

from __future__ import annotations

import sys

if __name__ == "__main__":  # the processes that read pages import this module, and need nothing of it
    from benchmarks.soak.run import main

    sys.exit(main(__doc__))
