"""The templates' world: everything is escaped, an unknown name is an error, filters are our formats."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from monitor.options import Settings
from monitor.web import formats
from monitor.web.chart import key, spark
from monitor.web.reasons import reason
from monitor.web.troubles import trouble


def environment(settings: Settings) -> Environment:
    """The environment for all pages; the titles of the settings' metrics are known to it."""
    made = Environment(
        loader=PackageLoader("monitor.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    names = ("amount", "word", "number", "quantity", "moment", "short_day", "ago", "machine", "size", "outward")
    made.filters.update({name: getattr(formats, name) for name in names})
    titles = {metric.key: metric.title for topic in settings.topics for metric in topic.metrics}
    made.filters["metric_title"] = lambda key: titles.get(key, key or "–")
    made.filters["trouble"] = trouble
    made.filters["reason"] = lambda sentence: reason(sentence, lambda key: titles.get(key, key))
    made.globals.update(spark=spark, key=key, vocabulary=lambda of: list(formats.words()[of].items()))
    return made
