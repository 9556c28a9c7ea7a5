"""What opens the bundled server. Invented; it opens nothing else anywhere."""

USERNAME = "demo.till"
PASSWORD = "let-me-try-neo"  # noqa: S105 - opens the bundled server only
OAUTH_KEY = "demo-key"
OAUTH_SECRET = "demo-secret-0001"  # noqa: S105 - opens the bundled server only
