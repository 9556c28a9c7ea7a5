"""`python -m neo_tui`."""

import sys

from neo_tui.cli import main

if __name__ == "__main__":
    sys.exit(main())
