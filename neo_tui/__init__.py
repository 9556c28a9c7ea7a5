"""A keyboard-driven terminal browser for Capillary's points-allocation events."""

__version__ = "0.1.0"
