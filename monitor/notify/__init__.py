"""Channels: the ways on which alerts leave the house.

One class a channel, in a file of its own. ``open_channel`` finds the class by the address's scheme; a
scheme that none of ours has goes to Apprise, which knows some hundred services (extra ``alerts``).
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from monitor.errors import SettingsError
from monitor.notify.message import Channel, Message
from monitor.options import ChannelConfig

__all__ = ["Channel", "Message", "open_channel"]

# Scheme to module and class, imported when a channel needs it.
CHANNELS = {
    "log": ("log", "LogChannel"),
    "smtp": ("smtp", "SmtpChannel"),
    "smtps": ("smtp", "SmtpChannel"),
    "webhook+https": ("webhook", "WebhookChannel"),
    "webhook+http": ("webhook", "WebhookChannel"),
    "ntfy": ("ntfy", "NtfyChannel"),
    "ntfys": ("ntfy", "NtfyChannel"),
    "atom": ("atom", "AtomChannel"),
}
OTHERS = ("services", "AppriseChannel")


def open_channel(config: ChannelConfig) -> Channel:
    """The channel at ``config.url``; nothing is sent and no connection made.

    Raises SettingsError where the address lacks something (a mail without a receiver, a webhook without a host).
    """
    module, name = CHANNELS.get(config.url.partition(":")[0].lower(), OTHERS)
    build: Callable[[ChannelConfig], Channel] = getattr(import_module(f"monitor.notify.{module}"), name)
    try:
        return build(config)
    except ValueError as error:
        raise SettingsError(f'the channel "{config.name}": {error}', key="alerts.channel.url") from error
