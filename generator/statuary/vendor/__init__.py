"""What a status repository carries so that nothing but itself and the index of third parties builds it.

`init` puts it there, `upgrade` renews it: the workflows and other files that we give, our own wheel, and that of a
dependency which the index has as source only.
"""

from statuary.vendor.given import derived, given
from statuary.vendor.installed import PackError
from statuary.vendor.pack import shipped

__all__ = ["PackError", "derived", "given", "shipped"]
