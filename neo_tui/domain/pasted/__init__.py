"""Reading a question out of what somebody pastes: a curl line, a URL, a log line, JSON; secrets stay outside."""
