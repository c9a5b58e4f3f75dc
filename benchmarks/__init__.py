"""Measurements of this project against outside answers, each one command; no part of the wheel."""
