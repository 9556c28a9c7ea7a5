"""The commands without a screen: data to stdout, narration to stderr."""
