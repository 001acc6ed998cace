"""Other processes' readers must not harm a writer's write-ahead log."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from sqlalchemy import text

from storage import migrations
from storage.engine import open_database

# Another process opens the database, reads and closes it, as `monitor alerts` does beside a daemon.
READER = """
import sys
from sqlalchemy import text
from storage.engine import open_database
database = open_database(sys.argv[1])
with database.read() as connection:
    connection.execute(text("SELECT count(*) FROM meta")).one()
database.close()
"""


def test_another_process_that_closes_leaves_our_log_alone(tmp_path: Path) -> None:
    """A reader of ours is open when the writer begins; opening must not cancel the locks that we hold already."""
    url = f"sqlite:///{tmp_path / 'monitor.db'}"
    database = open_database(url)
    migrations.prepare(database)
    database.close()
    with database.read() as reading:
        reading.execute(text("SELECT count(*) FROM meta")).one()
        with database.write() as writing:
            writing.execute(text("INSERT INTO meta VALUES ('before', '1')"))
        subprocess.run([sys.executable, "-c", READER, url], check=True)
        assert (tmp_path / "monitor.db-wal").exists()
    with database.write() as writing:
        writing.execute(text("INSERT INTO meta VALUES ('after', '1')"))
    with database.read() as reading:
        assert reading.execute(text("SELECT count(*) FROM meta")).scalar_one() >= 2
    database.close()
