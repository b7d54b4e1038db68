"""Statuary: a static status page with a git workflow."""

__version__ = "0.1.0"
