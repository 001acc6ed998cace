"""Alerts by e-mail: ``smtp://user:password@host:587/?from=a@x.org&to=b@x.org,c@x.org``.

``smtp://`` asks for STARTTLS and refuses to go on without it, except to this machine or with ``&tls=no``;
``smtps://`` speaks TLS from the start. User and password are percent-encoded, as in any address.
"""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from urllib.parse import parse_qs, unquote, urlsplit

from loguru import logger

from monitor.errors import DeliveryError
from monitor.notify.message import Message
from monitor.options import ChannelConfig

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


class SmtpChannel:
    """Sends each message as one plain-text mail to all receivers."""

    def __init__(self, config: ChannelConfig, *, timeout: float = 20):
        parts, self._timeout = urlsplit(config.url), timeout
        options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
        self.name, self._host, self._wrapped = config.name, parts.hostname or "", parts.scheme == "smtps"
        self._port = parts.port or (465 if self._wrapped else 587)
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")
        self._to = [address.strip() for address in options.get("to", "").split(",") if address.strip()]
        self._from = options.get("from") or (self._user if "@" in self._user else f"zahlenmonitor@{self._host}")
        self._plain = options.get("tls") == "no" or self._host in LOCAL
        if not self._host or not self._to:
            raise ValueError("a mail address needs a host and a receiver: smtp://host/?to=desk@example.org")

    def send(self, message: Message) -> None:
        """Raises DeliveryError where no receiver was taken; those refused beside others are logged."""
        try:
            with self._connect() as server:
                self._secure(server)
                refused = server.send_message(self._mail(message), self._from, self._to)
        except smtplib.SMTPException as error:
            raise _refusal(self._host, error) from error
        except OSError as error:
            raise DeliveryError(f"the mail server {self._host} can't be reached or broke off") from error
        if refused:
            logger.warning("mail server refused some receivers", channel=self.name, refused=len(refused))

    def _connect(self) -> smtplib.SMTP:
        if self._wrapped:
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(self._host, self._port, timeout=self._timeout, context=context)
        return smtplib.SMTP(self._host, self._port, timeout=self._timeout)

    def _secure(self, server: smtplib.SMTP) -> None:
        server.ehlo()
        if not self._wrapped and server.has_extn("starttls") and not self._plain:
            server.starttls(context=ssl.create_default_context())
        elif not self._wrapped and not self._plain:
            raise DeliveryError(f"the mail server {self._host} offers no encryption; write smtps:// or add &tls=no")
        if self._user:
            server.login(self._user, self._password)

    def _mail(self, message: Message) -> EmailMessage:
        mail = EmailMessage(policy=SMTP)
        mail["Subject"] = " ".join(message.title.split())
        mail["From"], mail["To"] = self._from, ", ".join(self._to)
        mail["Date"] = format_datetime(message.created_at)
        mail["Message-ID"] = f"<{sha256(message.key.encode()).hexdigest()[:32]}@{self._host}>"
        mail["Idempotency-Key"] = message.key
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(message.body)
        return mail


def _refusal(host: str, error: smtplib.SMTPException) -> DeliveryError:
    """5xx is for good, 4xx for now (RFC 5321, 4.2.1); but a refused log-in can be put right, so it is tried again."""
    told = f"the mail server {host} refused the mail"
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return DeliveryError(f"the mail server {host} refused user and password")
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
        return DeliveryError(f"the mail server {host} took no receiver", permanent=all(code >= 500 for code in codes))
    if isinstance(error, smtplib.SMTPResponseException):
        code = error.smtp_code
        return DeliveryError(f"{told} ({code})", permanent=500 <= code < 600)
    return DeliveryError(f"the mail server {host} can't be reached or broke off")
