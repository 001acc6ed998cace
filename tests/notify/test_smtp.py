"""Mail: what arrives, encryption, log-in, and what each refusal means."""

from __future__ import annotations

import email
import email.policy
import socket
import threading
from email.message import EmailMessage
from typing import cast

import pytest

from monitor.errors import DeliveryError, SettingsError
from monitor.notify import Message, open_channel
from monitor.notify.smtp import SmtpChannel
from monitor.options import ChannelConfig
from tests.notify.conftest import Mailbox


def channel(mailbox: Mailbox, query: str = "to=desk@x.example", login: str = "", timeout: float = 5) -> SmtpChannel:
    url = f"smtp://{login}{mailbox.host}:{mailbox.port}/?{query}"
    return SmtpChannel(ChannelConfig("desk", url), timeout=timeout)


def parsed(mailbox: Mailbox) -> EmailMessage:
    content = cast("bytes", mailbox.mails[0].content)
    return email.message_from_bytes(content, policy=email.policy.default)


def test_the_mail_arrives(mailbox: Mailbox, message: Message) -> None:
    channel(mailbox, "from=m@x.example&to=desk@x.example,%20night@x.example").send(message)
    mail = parsed(mailbox)
    assert mailbox.mails[0].rcpt_tos == ["desk@x.example", "night@x.example"]
    assert (mail["Subject"], mail["From"]) == ("Streikende: 400 → 650", "m@x.example")
    assert mail["To"] == "desk@x.example, night@x.example"
    assert mail["Date"] == "Sun, 01 Mar 2026 10:00:00 +0000"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content().replace("\r\n", "\n") == "Bisher: 400\nJetzt: 650\n"


def test_a_repeat_has_the_same_id(mailbox: Mailbox, message: Message) -> None:
    desk = channel(mailbox)
    desk.send(message)
    desk.send(message)
    ids = [email.message_from_bytes(cast("bytes", mail.content))["Message-ID"] for mail in mailbox.mails]
    assert ids[0] == ids[1]
    assert parsed(mailbox)["Idempotency-Key"] == "desk-17-1"


def test_a_title_of_two_lines_forges_no_header(mailbox: Mailbox, message: Message) -> None:
    forged = Message("k", "desk", "Neu\r\nBcc: all@x.example", "x", (), message.created_at)
    channel(mailbox).send(forged)
    assert parsed(mailbox)["Subject"] == "Neu Bcc: all@x.example"
    assert parsed(mailbox)["Bcc"] is None


def test_user_and_password_are_decoded(mailbox: Mailbox, message: Message) -> None:
    mailbox.password = b"w/rt@1"
    channel(mailbox, login="anna%40x.example:w%2Frt%401@").send(message)
    assert mailbox.users == ["anna@x.example"]
    assert parsed(mailbox)["From"] == "anna@x.example"


def test_a_wrong_password_can_be_put_right_and_is_tried_again(mailbox: Mailbox, message: Message) -> None:
    with pytest.raises(DeliveryError, match="refused user and password") as caught:
        channel(mailbox, login="anna:falsch@").send(message)
    assert not caught.value.permanent
    assert "falsch" not in str(caught.value)


ANSWERS = [("451 later", False), ("452 full", False), ("552 too large", True), ("554 no", True)]


@pytest.mark.parametrize(("told", "permanent"), ANSWERS)
def test_4xx_is_for_now_and_5xx_for_good(mailbox: Mailbox, message: Message, told: str, permanent: bool) -> None:
    mailbox.data_answer = told
    with pytest.raises(DeliveryError, match=rf"refused the mail \({told[:3]}\)") as caught:
        channel(mailbox).send(message)
    assert caught.value.permanent is permanent


@pytest.mark.parametrize(("told", "permanent"), [("450 busy", False), ("550 unknown", True)])
def test_a_receiver_that_is_refused(mailbox: Mailbox, message: Message, told: str, permanent: bool) -> None:
    mailbox.recipient_answers = {"desk@x.example": told}
    with pytest.raises(DeliveryError, match="took no receiver") as caught:
        channel(mailbox).send(message)
    assert caught.value.permanent is permanent


def test_one_receiver_of_two_is_enough(mailbox: Mailbox, message: Message) -> None:
    mailbox.recipient_answers = {"gone@x.example": "550 unknown"}
    channel(mailbox, "to=desk@x.example,gone@x.example").send(message)
    assert mailbox.mails[0].rcpt_tos == ["desk@x.example"]


def test_beyond_this_machine_nothing_goes_unencrypted(
    mailbox: Mailbox, message: Message, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("monitor.notify.smtp.LOCAL", frozenset())
    with pytest.raises(DeliveryError, match="offers no encryption; write smtps:// or add &tls=no"):
        channel(mailbox).send(message)
    assert mailbox.mails == []
    channel(mailbox, "to=desk@x.example&tls=no").send(message)
    assert len(mailbox.mails) == 1


def test_a_server_without_tls_is_not_spoken_to_by_smtps(mailbox: Mailbox, message: Message) -> None:
    url = f"smtps://{mailbox.host}:{mailbox.port}/?to=desk@x.example"
    with pytest.raises(DeliveryError, match="can't be reached or broke off"):
        SmtpChannel(ChannelConfig("desk", url), timeout=1).send(message)


def test_a_server_that_hangs_and_one_that_is_not_there(message: Message) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        desk = SmtpChannel(ChannelConfig("desk", f"smtp://127.0.0.1:{port}/?to=a@b.example"), timeout=0.3)
        with pytest.raises(DeliveryError, match="can't be reached or broke off") as caught:
            desk.send(message)
        assert not caught.value.permanent
    with pytest.raises(DeliveryError, match="can't be reached"):
        desk.send(message)


def test_a_server_that_cuts_the_line(message: Message) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def cut() -> None:
            connection, _ = server.accept()
            connection.sendall(b"220 hello\r\n")
            connection.recv(100)
            connection.close()

        thread = threading.Thread(target=cut)
        thread.start()
        desk = SmtpChannel(
            ChannelConfig("desk", f"smtp://127.0.0.1:{server.getsockname()[1]}/?to=a@b.example"), timeout=2
        )
        with pytest.raises(DeliveryError, match="broke off"):
            desk.send(message)
        thread.join()


@pytest.mark.parametrize("url", ["smtp:///?to=a@b.example", "smtp://host/", "smtps://host/?to=%20"])
def test_a_mail_needs_a_host_and_a_receiver(url: str) -> None:
    with pytest.raises(SettingsError, match='the channel "desk": a mail address needs a host and a receiver'):
        open_channel(ChannelConfig("desk", url))


def test_ports_by_custom() -> None:
    assert SmtpChannel(ChannelConfig("a", "smtp://h/?to=a@b.example"))._port == 587
    assert SmtpChannel(ChannelConfig("a", "smtps://h/?to=a@b.example"))._port == 465
