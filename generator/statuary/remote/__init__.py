"""What a status page on the web says now: any page that speaks Atlassian Statuspage's API v2, as ours do."""

from statuary.remote.address import AddressError, root_of
from statuary.remote.page import ask

__all__ = ["AddressError", "ask", "root_of"]
