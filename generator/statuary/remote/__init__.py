"""What a status page on the web says now: any page that speaks Atlassian Statuspage's API v2, as ours do."""

from statuary.remote.remote_page import AddressError, ask, root_of

__all__ = ["AddressError", "ask", "root_of"]
