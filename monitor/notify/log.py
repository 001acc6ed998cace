"""Alerts into the log: ``log:``."""

from __future__ import annotations

from loguru import logger

from monitor.notify.message import Message
from monitor.options import ChannelConfig

# An alert is what the operator runs this for: it stands above every level that logs can be limited to.
LEVEL = logger.level("ALERT", no=60, color="<yellow><bold>").name


class LogChannel:
    """Writes each message as a line of the level ALERT, its text indented below."""

    def __init__(self, config: ChannelConfig):
        self.name = config.name

    def send(self, message: Message) -> None:
        """Never fails: where the log can't be written, loguru says so itself."""
        logger.log(LEVEL, "{}", message.title, key=message.key, alerts=len(message.alerts), details=message.body)
