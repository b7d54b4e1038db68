"""What subscribers get: feeds of updates, and feeds in Atlassian Statuspage's shape."""
