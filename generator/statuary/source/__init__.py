"""From what people wrote to typed models, and back: front matter, Markdown bodies, YAML, times, configuration."""

from statuary.source.config import Project, read_project
from statuary.source.listing import Listing
from statuary.source.load import Loaded, load, load_project

__all__ = ["Listing", "Loaded", "Project", "load", "load_project", "read_project"]
