"""What is kept of one attempt for the person to look into: everything but what is secret."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import httpx

from neo_tui.api.exchange import Asked
from neo_tui.api.token_answer import masked_answer
from neo_tui.api.watch import Watch
from neo_tui.domain.clock import Skew, measured, server_time
from neo_tui.domain.errors import NeoError
from neo_tui.domain.exchange import KEPT_BODY, Ended, Exchange, Kept
from neo_tui.domain.foreign import visible
from neo_tui.domain.masking import MASK, Masks
from neo_tui.domain.secret import Secret

_TELLING = re.compile(r"authorization|token|cookie|secret|password", re.IGNORECASE)
"""Headers with such names are masked, whatever they hold."""
_SCHEME = re.compile(r"(Basic|Bearer|Digest) ", re.IGNORECASE)
TOKEN_BODY = '{"key": …, "secret": ****}'  # noqa: S105 - the mask
"""What is said of the body of a token request."""


@dataclass
class Attempt:
    """One attempt while it runs.

    Attributes:
        asked: What is asked.
        request: As it leaves.
        secrets: All that must not be told.
        watch: Times it.
        started_at: When it was begun, aware.
        response: Its answer, once the head is there.
        body: The unpacked body, as far as it came.
    """

    asked: Asked
    request: httpx.Request
    secrets: tuple[Secret, ...] = field(repr=False)
    watch: Watch
    started_at: datetime
    response: httpx.Response | None = None
    body: bytearray = field(default_factory=bytearray, repr=False)

    def skew(self) -> Skew | None:
        """How far this machine's clock is from the server's; None when no answer tells the time.

        Ends the timing.
        """
        headers = self.response.headers if self.response else {}
        server = server_time(visible(headers.get("date", "")), headers.get("age", ""))
        if server is None:
            return None
        self.watch.enter(None)
        timings = self.watch.timings
        came = self.started_at + timedelta(seconds=self.watch.total - (timings.read or 0.0))
        return measured(server, came - timedelta(seconds=timings.wait or 0.0), came)

    def told(self, profile: str, ended: Ended, failure: NeoError | None) -> Exchange:
        """The record of it.

        Args:
            profile: Name of the profile that asked.
            ended: How it ended.
            failure: Why no whole answer came. It may be about to be raised: what is kept is a copy, since an
                exception that was raised holds on to the frames it passed through, and to all that is in them.
        """
        self.watch.enter(None)
        secrets, request, response = self.secrets, self.request, self.response
        body, kept = bytes(self.body[: 2 * KEPT_BODY]), Kept.WHOLE  # more than is kept: a secret may lie across the end
        if request.method == "POST" and body:
            body, tokens = masked_answer(bytes(self.body))
            secrets += tokens
            kept = Kept.WHOLE if body else Kept.WITHHELD
        masks = Masks(secrets)
        if len(body) > KEPT_BODY:
            kept = Kept.CUT
        return Exchange(
            started_at=self.started_at,
            profile=visible(profile),
            method=request.method,
            url=visible(masks.text(str(request.url))),
            request_headers=_headers(request.headers, masks),
            request_body=TOKEN_BODY if request.method == "POST" else "",
            request_id=self.asked.request_id,
            attempt=self.asked.attempt,
            proxy=self.asked.proxy,
            status=response.status_code if response else None,
            reason=visible(masks.text(response.reason_phrase)) if response else "",
            response_headers=_headers(response.headers, masks) if response else (),
            wire_bytes=response.num_bytes_downloaded if response else 0,
            decoded_bytes=len(self.body),
            body=masks.first_part(body, KEPT_BODY),
            kept=kept,
            timings=self.watch.timings,
            total=self.watch.total,
            ended=ended,
            failure=_copy(failure) if failure else None,
            reused=self.watch.reused,
            remote=self.watch.remote,
            tls=self.watch.tls,
        )


def _headers(headers: httpx.Headers, masks: Masks) -> tuple[tuple[str, str], ...]:
    named = ((name.decode("latin-1"), value) for name, value in headers.raw)
    values: Iterable[str] = (value for _, value in headers.multi_items())
    pairs = zip(named, values, strict=True)
    return tuple((visible(masks.text(name)), _value(name, value, masks)) for (name, _), value in pairs)


def _value(name: str, value: str, masks: Masks) -> str:
    if not _TELLING.search(name):
        return visible(masks.text(value))
    scheme = _SCHEME.match(value) if name.lower() == "authorization" else None
    return f"{scheme[0]}{MASK}" if scheme else MASK


def _copy(error: NeoError) -> NeoError:
    return NeoError(
        error.kind,
        error.title,
        error.cause,
        error.action,
        error.facts,
        error.field,
        error.retry_after,
        error.body,
    )
