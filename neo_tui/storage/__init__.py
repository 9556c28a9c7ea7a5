"""The disk edge: the only package that knows platformdirs and tomli-w."""
