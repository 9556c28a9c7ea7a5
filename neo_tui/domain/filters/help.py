"""The language of filters by examples, for the help of the filter line and of the command line."""

from __future__ import annotations

EXAMPLES: tuple[tuple[str, str], ...] = (
    ("31787856", "shown anywhere in the row: ids, words, dates"),
    ('"29 Mar 2022"', "a text with spaces; in quotes nothing is special"),
    ("!available", "not shown in the row; ! turns any term round"),
    ("left>0 expires<30d", "all terms must hold; <30d takes past ones too"),
    ("status:EXPIRED,CONSUMED", "either word; CONS* for all that begin so"),
    ("event:TransactionAdd,16", "event types by name or number"),
    ("till:501 awarded:12500.5", "numbers; no commas for thousands"),
    ("expires:2026-03", "that month; 2026, 2026-03-29, today, never too"),
    ("awarded_on>-7d", "in the last 7 days; units are s min h d w mo y"),
    ("expires<=2026-03-29", "until that day ends, in the profile's zone"),
    ("changed>2026-03-29T10:00", "after that minute; now and today too"),
    ("left!=0", "what cannot be read fits no comparison"),
    ("till:none", "-1 was sent; also null, missing, unreadable"),
    ("is:merged", "also is:found, never, odd, marked"),
    ("check:expiry-overdue", "found by it; also check:error, warning, notice"),
)
"""What one types, and what it keeps; both fit beside each other into 80 columns."""
