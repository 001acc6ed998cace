"""Addresses that may and may not be connected to."""

from __future__ import annotations

import pytest

from monitor.fetch.addresses import is_allowed, is_allowed_name

PUBLIC = (
    "8.8.8.8",
    "193.99.144.80",
    "100.63.255.255",
    "100.128.0.1",
    "172.32.0.1",
    "2a00:1450:4001::1",
    "64:ff9b::808:808",
    "2002:808:808::1",
    "::ffff:8.8.8.8",
)

PRIVATE = (
    "127.0.0.1", "127.255.255.254", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1",
    "100.127.255.255", "::1", "fd12:3456::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b::a00:1", "2002:7f00:1::", "2002:c0a8:101::1", "::7f00:1",
)  # fmt: skip

FORBIDDEN = (
    "0.0.0.0", "0.1.2.3", "169.254.169.254", "169.254.0.1", "192.0.0.192", "192.0.2.1", "198.18.0.1",
    "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "100.100.100.200", "168.63.129.16", "::", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "fd00:ec2::254",
    "2001:db8::1", "2001::1", "2001:0:7f00:1::", "64:ff9b:1::7f00:1", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::1",
    "::ffff:169.254.169.254", "::ffff:0.0.0.0", "100::1", "kein.name", "", "1.2.3",
)  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_open(address: str) -> None:
    assert is_allowed(address, private=False)
    assert is_allowed(address, private=True)


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_open_only_on_demand(address: str) -> None:
    assert not is_allowed(address, private=False)
    assert is_allowed(address, private=True)


@pytest.mark.parametrize("address", FORBIDDEN)
def test_some_addresses_are_never_open(address: str) -> None:
    assert not is_allowed(address, private=False)
    assert not is_allowed(address, private=True)


NAMES = (
    # host, open without private networks, open with them
    ("bote.example", True, True),
    ("8.8.8.8", True, True),
    ("localhost", False, True),
    ("Bote.LOCALHOST", False, True),
    ("127.0.0.1", False, True),
    ("0x7f.1", False, True),
    ("2130706433", False, True),
    ("017700000001", False, True),
    ("::1", False, True),
    ("169.254.169.254", False, False),
    ("0", False, False),
)


@pytest.mark.parametrize(("host", "without", "with_private"), NAMES)
def test_hosts_for_a_proxy_are_checked_by_their_spelling(host: str, *, without: bool, with_private: bool) -> None:
    assert is_allowed_name(host, private=False) is without
    assert is_allowed_name(host, private=True) is with_private
