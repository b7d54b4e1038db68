"""Atlassian Statuspage: the documents of its API."""
