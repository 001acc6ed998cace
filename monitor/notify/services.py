"""Alerts to the services that Apprise knows: ``tgram://…``, ``slack://…``, ``matrixs://…`` and so on."""

from __future__ import annotations

from monitor.errors import DeliveryError
from monitor.notify.message import Message
from monitor.options import ChannelConfig


class AppriseChannel:
    """Hands each message to Apprise, which is installed with the extra ``alerts``."""

    def __init__(self, config: ChannelConfig):
        self.name = config.name
        scheme = config.url.partition(":")[0]
        try:
            import apprise  # noqa: PLC0415 - an extra, and slow to import
        except ImportError:
            told = f"{scheme}: is a service of Apprise, which is not installed: pip install 'zahlenmonitor[alerts]'"
            raise ValueError(told) from None
        self._service = apprise.Apprise()
        if not self._service.add(config.url):
            raise ValueError(f"{scheme}: is no channel of ours, and Apprise doesn't take the address either")

    def send(self, message: Message) -> None:
        """Raises DeliveryError where the service doesn't take it; why, Apprise writes to the log."""
        if not self._service.notify(title=message.title, body=message.body):
            raise DeliveryError(f'the service of the channel "{self.name}" did not take the message')
