"""What git knows of the page's earlier days: files as they were, and incidents that left the page while open."""

from statuary.past.history import History
from statuary.past.page import Past

__all__ = ["History", "Past"]
