"""The whole path of an update, tried with an incident that nobody sees.

Everything happens in a copy of the repository in a temporary folder. What reaches the remote is one branch for a
moment, which holds one file and no history; it is deleted again whatever happens.
"""

from statuary.drill.drill_run import Drill, Wanted
from statuary.drill.steps import Fault, Log, Outcome, Step, StepError

__all__ = ["Drill", "Fault", "Log", "Outcome", "Step", "StepError", "Wanted"]
