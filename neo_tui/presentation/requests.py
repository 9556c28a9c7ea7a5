"""A question as one would ask it elsewhere: a curl line, its URL, a command of neo-tui.

What is sent and how is `api.client`'s; these lines say the same (api.md §1, §3). In none of them is a secret:
they name the variables that hold it. `curl_with_secret` is the one exception, and takes the secret by name.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from urllib.parse import quote, urlencode

from neo_tui.domain.profile import Auth, PasswordForm, Profile
from neo_tui.domain.query import Query
from neo_tui.domain.secret import Secret
from neo_tui.domain.shell_word import shell_word

TOKEN_PATH = "/v3/oauth/token/generate"  # noqa: S105 - a path
_TOKEN_HEADER = "X-CAP-API-OAUTH-TOKEN"  # noqa: S105 - a header's name
_JSON = "Content-Type: application/json"
_TOKEN_OUT_OF_IT = r"""sed -n 's/.*"accessToken" *: *"\([^"]*\)".*/\1/p'"""  # noqa: S105 - a command
_MD5 = "{ md5sum 2>/dev/null || md5 -q; } | cut -c1-32"
"""Linux has the one, macOS and the BSDs the other."""


def url(profile: Profile, query: Query) -> str:
    """The URL of a question, encoded.

    Raises:
        HostError: The profile's host cannot be used.
    """
    return f"{profile.origin.url}{profile.path}?{urlencode(query.parameters, quote_via=quote, safe='')}"


def curl(profile: Profile, query: Query) -> str:
    """A curl line for a POSIX shell that asks the question; secrets are variables of the shell.

    They are those that neo-tui itself reads: `NEO_TUI_USER` with `NEO_TUI_PASSWORD` or `NEO_TUI_PASSWORD_MD5`, or
    `NEO_TUI_OAUTH_KEY` with `NEO_TUI_OAUTH_SECRET` (neither may hold a quote or a backslash), of which the line
    before gets a token. The shell refuses when one is not set.

    Raises:
        HostError: The profile's host cannot be used.
    """
    if profile.auth is Auth.OAUTH:
        given = ': "${NEO_TUI_OAUTH_KEY:?}" "${NEO_TUI_OAUTH_SECRET:?}" && '
        body = """printf '{"key":"%s","secret":"%s"}' "$NEO_TUI_OAUTH_KEY" "$NEO_TUI_OAUTH_SECRET" |"""
        return f"{given}{_token_line(profile, body)}\n{_asking(profile, query, _with_token())}"
    password = "${NEO_TUI_PASSWORD_MD5:?}"  # noqa: S105 - a variable's name
    before = ""
    if profile.password_form is PasswordForm.PLAIN:
        # The API takes the MD5 of the password (api.md §3.1).
        before = f': "${{NEO_TUI_PASSWORD:?}}" && NEO_TUI_PASSWORD_MD5=$(printf %s "$NEO_TUI_PASSWORD" | {_MD5})\n'
    return before + _asking(profile, query, f'--user "${{NEO_TUI_USER:?}}:{password}"')


def curl_with_secret(profile: Profile, query: Query, secret: Secret) -> str:
    """The same with the secret in it, in the form in which it is sent: whoever reads this line may ask as this user.

    Args:
        profile: Where to ask, and as whom.
        query: What.
        secret: The password, its MD5, or the OAuth secret, as the profile says.

    Raises:
        HostError: The profile's host cannot be used.
    """
    word = secret.reveal()
    if profile.auth is Auth.OAUTH:
        body = f"printf %s {shell_word(json.dumps({'key': profile.user, 'secret': word}))} |"
        return f"{_token_line(profile, body)}\n{_asking(profile, query, _with_token())}"
    if profile.password_form is PasswordForm.PLAIN:
        word = hashlib.md5(word.encode(errors="surrogatepass"), usedforsecurity=False).hexdigest()
    return _asking(profile, query, f"--user {shell_word(f'{profile.user}:{word}')}")


def _with_token() -> str:
    return f'--header "{_TOKEN_HEADER}: ${{NEO_TUI_TOKEN:?}}"'


def _asking(profile: Profile, query: Query, who: str) -> str:
    scope = shell_word(f"x-cap-neo-dag-scope: {profile.scope}")
    parts = [f"curl {_globs(profile)}{shell_word(url(profile, query))}", f"--header {scope}", _accept(), who]
    return " \\\n  ".join([*parts, *_trust(profile)])


def _accept() -> str:
    return "--header 'Accept: application/json'"


def _token_line(profile: Profile, body: str) -> str:
    """The line that gets a token into a variable; what is secret goes through a pipe, where `ps` does not see it."""
    address = shell_word(f"{profile.origin.url}{TOKEN_PATH}")
    asked = ["curl --silent --show-error", f"{_globs(profile)}{address}", f"--header '{_JSON}'", "--data-binary @-"]
    return f"NEO_TUI_TOKEN=$({body}\n  {' '.join([*asked, *_trust(profile)])} |\n  {_TOKEN_OUT_OF_IT})"


def _globs(profile: Profile) -> str:
    """An address in brackets would be a pattern to curl."""
    return "--globoff " if ":" in profile.origin.host else ""


def _trust(profile: Profile) -> list[str]:
    return [f"--cacert {shell_word(profile.ca_bundle)}"] if profile.ca_bundle else []


def command(
    profile: Profile,
    query: Query,
    *,
    filter_text: str = "",
    sort: str = "",
    columns: Sequence[str] = (),
    every_page: bool = False,
    limit: int | None = None,
    told_zone: str = "",
    times: str = "",
    stored: bool = True,
    cut: Callable[[str, str], str] | None = None,
) -> str:
    """The `neo-tui get` line that writes the same rows, quoted for a POSIX shell.

    Its filter is read in the profile's zone, as on the screen.

    Args:
        profile: Who asks.
        query: What, from which page on.
        filter_text: The filter as it was typed.
        sort: The order as one types it (`Order.text`).
        columns: Keys of the columns in their order; those of the format when there are none.
        every_page: Whether the pages after the one of the query belong to it.
        limit: How many rows at most.
        told_zone: The zone in which times are told; the profile's own when "".
        times: How they are told, when not as dates.
        cut: Cuts the ids in the value of a field, where they are not to be told in full.
        stored: Whether the profile is among the stored ones; else variables make the connection.
    """
    kind = query.event_type
    words = ["neo-tui", "get"]
    if stored:
        words += _option("profile", profile.name)
    words += _option("customer", cut("customer_id", str(query.customer_id)) if cut else str(query.customer_id))
    words += _option("entity", cut("entity_id", query.entity_id) if cut else query.entity_id)
    words += _option("event", kind.name if kind.known else str(kind.id))
    words += _option("page", str(query.page)) if query.page != 1 else []
    words += _option("count", str(query.count))
    words += ["--all"] if every_page else []
    told = cut("filter", filter_text) if cut else filter_text
    words += _option("filter", told) if filter_text.strip() else []
    words += _option("sort", sort) if sort else []
    words += _option("columns", ",".join(columns)) if columns else []
    words += _option("limit", str(limit)) if limit is not None else []
    words += _option("zone", told_zone) if told_zone else []
    words += _option("times", times) if times else []
    return " ".join(map(shell_word, words))


def _option(name: str, value: str) -> list[str]:
    """An option with its value, in one word where the value itself looks like an option."""
    return [f"--{name}={value}"] if value.startswith("-") else [f"--{name}", value]
