"""What HTTP statuses and the platform's own codes mean here, and what to do (api.md §2.3).

Titles state documented facts only; what is read from samples or inferred says so.
"""

from __future__ import annotations

from dataclasses import dataclass

from neo_tui.domain.errors import Kind


@dataclass(frozen=True, slots=True)
class Known:
    """What an HTTP status means here and what to do."""

    kind: Kind
    title: str
    cause: str
    action: str
    field: str | None = None
    """The form's field that most likely needs a change."""


LATER = "Try again in a while; with the request id the API's own logs can be searched."
_PATH = "Check the host, path and scope in the profile."

STATUSES: dict[int, Known] = {
    400: Known(
        Kind.REJECTED,
        "The API rejected the question",
        "It answered 400 Bad Request.",
        "Check the fields of the form.",
    ),
    403: Known(
        Kind.FORBIDDEN,
        "Access denied",
        "The API answered 403: these credentials may not ask this.",
        "Ask whoever manages the organisation's API access, or use another profile.",
    ),
    404: Known(
        Kind.NOT_FOUND,
        "Not found",
        "The API answered 404, which has several possible reasons: no rows for these ids, a wrong path, another "
        "scope than the one in which the endpoint runs, or an endpoint that is not live, or withdrawn, for this "
        "organisation.",
        "Check the ids and the event type first; then host, path and scope in the profile.",
        "entity",
    ),
    405: Known(Kind.STATUS, "The API does not take this request", "It answered 405 Method Not Allowed.", _PATH),
    415: Known(Kind.STATUS, "The API does not take this request", "It answered 415.", _PATH),
    429: Known(
        Kind.RATE_LIMIT,
        "Too many requests",
        "The API answered 429: its limit of requests is reached.",
        "Wait a minute, then try again.",
    ),
    461: Known(Kind.SERVER, "The API's search is busy", "It answered 461.", LATER),
    521: Known(
        Kind.SERVER,
        "The customer is busy",
        "The API answered 521: several actions run for this customer at once.",
        "Try again in a while.",
    ),
}
_WAITED_OUT = frozenset({408, 425})


def known(status: int) -> Known:
    """What a status means, one by one or by its class."""
    if status in STATUSES:
        return STATUSES[status]
    if status in _WAITED_OUT or status >= 500:  # noqa: PLR2004 - HTTP's class of server errors
        return Known(Kind.SERVER, f"The server failed ({status})", f"The API answered {status}.", LATER)
    return Known(
        Kind.STATUS,
        f"An unexpected status: {status}",
        "The API's documents do not say what it means here.",
        _PATH,
    )


@dataclass(frozen=True, slots=True)
class Code:
    """What a code of the platform means.

    Attributes:
        title: What happened; None where no document says so, and the API's own words must do.
        action: What to do.
        field: The form's field that most likely needs a change.
    """

    title: str | None
    action: str
    field: str | None = None


CODES: dict[str, Code] = {
    "1064": Code("The organisation is not valid", "Check that host and user of the profile belong together."),
    "1218": Code("The customer is not enrolled", "Check the customer id and the organisation.", "customer"),
    "4000": Code("Access denied", "Ask whoever manages the organisation's API access, or use another profile."),
    "4001": Code("Access could not be checked", "The authorisation service was unavailable: try again later."),
    "6001": Code("The API rejected the question", "Correct the field that it names."),
    "8015": Code("The customer was not found", "Check the customer id and the organisation.", "customer"),
    "8069": Code(
        "This customer was merged into another",
        "Find the surviving account and ask with its customer id.",
        "customer",
    ),
    # 9000 and 9002 are read from another dataflow of the platform.
    "9000": Code(
        None,
        "This reads as: no data. Check the ids, the event type and the organisation.",
        "entity",
    ),
    "9002": Code(None, f"This reads as: a service behind the API failed. {LATER}"),
}
