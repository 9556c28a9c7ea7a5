"""What opens the bundled server. Invented: it opens nothing but that server, on this machine, while it runs."""

USERNAME = "demo.till"
LOCKED_USERNAME = "demo.locked"
"""Refused whatever the password."""
COPY_USERNAME = "demo.copy"
"""Asks the copy of last night (`nightly`)."""
PASSWORD = "let-me-try-neo"  # noqa: S105 - opens the bundled server only
"""In plain; the server wants its MD5 in the Basic header, as the API does (api.md §3.1)."""
OAUTH_KEY = "demo-key"
"""The key whose tokens behave; `keys.KEYS` has those that do not."""
OAUTH_SECRET = "demo-secret-0001"  # noqa: S105 - opens the bundled server only
"""The secret of every key."""
