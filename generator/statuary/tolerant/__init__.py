"""What a tolerant build publishes in place of what cannot be read, so that a broken file never stops the page

and never makes it look better. What a person must mend is still reported as an error.
"""

from statuary.past import History
from statuary.tolerant.inspect import inspect_tolerantly

__all__ = ["History", "inspect_tolerantly"]
