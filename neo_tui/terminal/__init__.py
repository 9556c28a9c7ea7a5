"""The programs around the terminal that take a text: those of the desktop, and tmux."""
