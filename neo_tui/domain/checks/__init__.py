"""The checks: small functions that look for what cannot be right, or is worth a look, in the rows of an answer."""
