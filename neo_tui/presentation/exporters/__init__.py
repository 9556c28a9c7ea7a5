"""What rows look like outside of the program: one table of formats, for commands and screens alike."""
