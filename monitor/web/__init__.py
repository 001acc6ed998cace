"""The dashboard and the API: one application over one database.

    app = create_app(settings, database)

Requests are answered in threads, each on a connection that can't write, within a limit of time. Pages work without
JavaScript; nothing outside is ever asked.
"""

from monitor.web.app import create_app

__all__ = ["create_app"]
