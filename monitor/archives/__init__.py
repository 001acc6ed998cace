"""Archives of news: WARC files, folders of pages, JSON Lines of texts; record after record, in a fixed order.

- ``values``  what an archive gives, and the place in it at which a record stands
- ``warc``    what a crawler wrote down (``.warc``, ``.warc.gz``)
- ``texts``   one article a line (``.jsonl``, ``.ndjson``)
- ``pages``   saved pages (``.html``, ``.htm``, ``.xhtml``)
- ``walk``    all of them, in a file or a folder
"""

from monitor.archives.values import Place, Record
from monitor.archives.walk import Extent, at, extent, records

__all__ = ["Extent", "Place", "Record", "at", "extent", "records"]
