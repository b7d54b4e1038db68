"""Posting an update: what is said, checked before it is written; then git, and the wait until readers see it.

Nothing here asks a person or prints: the commands do.
"""
