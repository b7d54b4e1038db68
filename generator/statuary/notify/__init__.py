"""Notifying subscribers: what is wanted, less what was sent, is sent once and written down."""
