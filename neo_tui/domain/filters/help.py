"""The language of filters by examples, for the help of the filter line and of the command line."""

from __future__ import annotations

EXAMPLES: tuple[tuple[str, str], ...] = (
    ("merged", "rows that show this text anywhere; case does not matter"),
    ('"29 Mar 2022"', "a text with spaces; in quotes, no character is special"),
    ("!merged", "rows that do not show it; ! turns any term round"),
    ("left>0 expires<30d", "both: points left, expiry before 30 days from now, also if past"),
    ("status:EXPIRED,CONSUMED", "either word; status:CONS* by its beginning"),
    ("event:TransactionAdd,16", "an event type by name or number"),
    ("till:501 awarded:12500.5", "a number, an amount; never with commas for thousands"),
    ("expires:2026-03", "expires in that month; 2026, 2026-03-29, today, tomorrow, never too"),
    ("awarded_on>-7d", "awarded within the last 7 days; s min h d w mo y"),
    ("expires<=2026-03-29", "expires before that day has ended, in the profile's zone"),
    ("changed>2026-03-29T10:00", "changed after that minute; now and today too"),
    ("left!=0", "an amount other than 0; what cannot be read is left out"),
    ("till:none", "-1, the API's none; also null, missing, unreadable"),
    ("is:merged", "earned on a merged account; also found, never, odd, marked"),
    ("check:expiry-overdue", "a check finds it; also check:error, warning, notice"),
)
"""What one types, and what it keeps."""
