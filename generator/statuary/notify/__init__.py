"""Telling subscribers: what is wanted, less what was told, is sent once and written down."""
