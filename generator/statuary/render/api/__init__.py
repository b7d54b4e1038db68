"""`/api/v2/`: Atlassian Statuspage's public API as documents."""
