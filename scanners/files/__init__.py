"""One reader a kind of file; each is bounded and never executes what it reads."""
