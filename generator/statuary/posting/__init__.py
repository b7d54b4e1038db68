"""Composing, checking and publishing one update: the whole way from what was asked for to what readers see.

Each command is one call of `actions`. Whom to ask, where to tell, and the clock are handed in: see `dialogue`.
"""
