"""The terminal edge: the only package that knows Textual."""
