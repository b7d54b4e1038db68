"""What a status repository carries so that nothing but itself and the index of third parties builds it.

`init` puts it there, `upgrade` renews it: the workflows and other files that we give, our own wheel, and that of a
dependency which the index has as source only.
"""

from statuary.vendor.merging import DamagedError, What
from statuary.vendor.packing import LOCK, PackError, derived, shipped
from statuary.vendor.upgrade_plan import NewerError, UpgradePlan, UpgradeStep, carry_out, plan

__all__ = [
    "LOCK",
    "DamagedError",
    "NewerError",
    "PackError",
    "UpgradePlan",
    "UpgradeStep",
    "What",
    "carry_out",
    "derived",
    "plan",
    "shipped",
]
