"""One output format a file: pure functions from a report to text."""
