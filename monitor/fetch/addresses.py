"""Which network addresses may be connected to. Pure.

The ranges are those of the IANA special-purpose registries (RFC 6890 and its updates); they are listed here because
``ipaddress.is_global`` answers differently from one Python to the next and lets NAT64, 6to4 and multicast pass.
"""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


def _networks(*names: str) -> tuple[Network, ...]:
    return tuple(ip_network(name) for name in names)


# Networks of one's own: open if the settings allow private networks.
_PRIVATE = _networks(
    "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7"
)

# Never a web server that one means to ask, and where clouds keep their machines' secrets.
_FORBIDDEN = _networks(
    "0.0.0.0/8",
    "169.254.0.0/16",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.88.99.0/24",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/3",  # multicast, reserved, broadcast
    "100.100.100.200/32",  # Alibaba's metadata
    "168.63.129.16/32",  # Azure's
    "fd00:ec2::254/128",  # Amazon's
    "fd20:ce::254/128",  # Google's
    "::/128",
    "64:ff9b:1::/48",  # NAT64 for local use: where it leads, only the local network knows
    "100::/64",
    "2001::/23",  # Teredo, benchmarking, ORCHID
    "2001:db8::/32",
    "3fff::/20",
    "5f00::/16",
    "fe80::/10",
    "fec0::/10",
    "ff00::/8",
)

# IPv6 prefixes that carry an IPv4 address, and the bit at which it ends.
_CARRIERS = (
    (ip_network("::ffff:0:0/96"), 0),
    (ip_network("64:ff9b::/96"), 0),
    (ip_network("2002::/16"), 80),
    (ip_network("::/96"), 0),
)


def is_allowed(address: str, *, private: bool) -> bool:
    """Tell whether an IP address may be connected to; ``private`` opens networks of one's own."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(_is_open(candidate, private=private) for candidate in (found, _carried(found)) if candidate)


def is_allowed_name(host: str, *, private: bool) -> bool:
    """Tell whether a host may be asked for where another resolves its name: a proxy.

    Addresses in digits are checked, in all spellings that resolvers take ("0x7f.1"), and loopback's names.
    """
    if host.rpartition(".")[2].lower() == "localhost":
        return private
    address = _in_digits(host)
    return address is None or is_allowed(address, private=private)


def _in_digits(host: str) -> str | None:
    """Give the address that a host in digits stands for, as resolvers read it; None for a name."""
    if ":" in host:
        return host
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except OSError:
        return None


def _is_open(address: Address, *, private: bool) -> bool:
    if any(address in network for network in _FORBIDDEN):
        return False
    return private or not any(address in network for network in _PRIVATE)


def _carried(address: Address) -> IPv4Address | None:
    """Give the IPv4 address that an IPv6 address stands for; ``::1`` and ``::`` are none."""
    if isinstance(address, IPv4Address) or int(address) <= 1:
        return None
    ends = (end for network, end in _CARRIERS if address in network)
    return next((IPv4Address((int(address) >> end) & 0xFFFFFFFF) for end in ends), None)
