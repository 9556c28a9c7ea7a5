"""The way to a profile's host, step by step, as findings: its name, the connection, TLS. Nothing is asked."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from neo_tui.api.probe import Secured, connect, resolve, secure
from neo_tui.api.proxy import proxy_for
from neo_tui.domain.findings import Fact, Finding, Status, skipped
from neo_tui.domain.profile import Profile

SOON = timedelta(days=21)
"""A certificate that ends sooner is worth a word: renewing one takes some people weeks."""


class Way:
    """The way to the host of one profile.

    Args:
        profile: A profile without problems.
        clock: The aware present.
        environ: Where a proxy and certificates may be named.

    Raises:
        NeoError: The environment names what is no proxy.
    """

    def __init__(
        self, profile: Profile, clock: Callable[[], datetime], environ: Mapping[str, str] = os.environ
    ) -> None:
        self._origin, self._bundle = profile.origin, profile.ca_bundle
        self._clock, self._environ = clock, environ
        self._proxy = proxy_for(self._origin, environ)

    async def resolve(self) -> Finding:
        """Look up whom we have to reach first: the host, or the proxy before it.

        Raises:
            NeoError: It has no address.
        """
        nearest = self._proxy.host if self._proxy else self._origin.host
        if self._origin.scheme == "http":
            return skipped(f"{nearest} is this machine itself")
        if _is_address(nearest):
            return skipped(f"{self._role}{nearest} is an address already")
        found = await resolve(self._origin, self._proxy)
        facts: dict[str, Fact] = {"host": found.host, "addresses": found.addresses}
        summary = f"{self._role}{found.host} has the address {', '.join(found.addresses)}."
        return Finding(Status.OK, summary, facts=facts, seconds=found.seconds)

    async def connect(self) -> Finding:
        """Connect to the host; where there is a proxy, through it.

        Raises:
            NeoError: That was not possible.
        """
        found = await connect(self._origin, self._proxy, ca_bundle=self._bundle, environ=self._environ)
        variable = self._proxy.variable if self._proxy else ""
        facts: dict[str, Fact] = {"remote": found.remote, "proxy": found.proxy, "proxy_variable": variable}
        summary = f"{found.remote} accepts connections."
        if self._proxy:
            summary = f"The proxy {found.proxy}, which {variable} names, puts us through to {self._origin.text_host}."
        return Finding(Status.OK, summary, facts=facts, seconds=found.seconds)

    async def secure(self) -> Finding:
        """Make a TLS connection, and ask who vouches for the host.

        Raises:
            NeoError: That was not possible, or its certificate is not trusted.
        """
        if self._origin.scheme == "http":
            return skipped("plain http, which goes to this machine only")
        found = await secure(self._origin, self._proxy, ca_bundle=self._bundle, environ=self._environ)
        stores = tuple(dict.fromkeys(store.name for store in found.vouched_by))
        facts: dict[str, Fact] = {
            "protocol": found.protocol,
            "cipher": found.cipher,
            "subject": found.subject,
            "issuer": found.issuer,
            "vouched_by": stores,
        }
        subject, issuer = found.subject or self._origin.host, found.issuer or "nobody named"
        whose = f"{found.protocol}; a certificate for {subject} by {issuer}"
        voucher = f"vouched for by {', '.join(stores)}" if stores else "vouched for by all stores together only"
        return self._judged(found, facts, whose, voucher)

    def _judged(self, found: Secured, facts: dict[str, Fact], whose: str, voucher: str) -> Finding:
        """What is told, by how long the certificate is still valid."""
        if found.not_after is None:
            return Finding(Status.OK, f"{whose}, {voucher}.", facts=facts, seconds=found.seconds)
        left = found.not_after - self._clock()
        facts |= {"not_after": found.not_after.isoformat(), "days_left": left.days}
        days = f"{left.days} day{'' if left.days == 1 else 's'}"
        summary = f"{whose}, valid until {found.not_after:%Y-%m-%d} ({days} left), {voucher}."
        if left >= SOON:
            return Finding(Status.OK, summary, facts=facts, seconds=found.seconds)
        action = "Tell whoever runs the host, or the proxy in between, that its certificate ends soon."
        return Finding(Status.WARNING, summary, action, facts, seconds=found.seconds)

    @property
    def _role(self) -> str:
        return "The proxy " if self._proxy else ""


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
