"""Values, rules, decoding and errors. Standard library only."""
