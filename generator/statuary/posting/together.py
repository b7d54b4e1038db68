"""Two people posted at once: both updates are kept, in order of time, where that cannot mislead a reader."""

from datetime import datetime

from statuary.model import ComponentStatus, Incident, Severity
from statuary.posting.compose import Post, with_update
from statuary.posting.errors import TogetherError
from statuary.posting.timing import next_free
from statuary.source.context import Context
from statuary.source.incidents import read_incident
from statuary.source.write import update_text
from statuary.status import IncidentState, Standing, incident_state


def onto(theirs: bytes | None, post: Post, context: Context, now: datetime) -> tuple[Post, bytes]:
    """The post, and the file as it is with it, on top of what somebody else has made of the file meanwhile.

    The post gets a free second where both took the same minute. Raises TogetherError where a person must look: the
    file is gone or damaged, a new one is there already, or ours would make the page look better than they just said.
    """
    if theirs == post.before:
        return post, post.content
    incident = _theirs(theirs, post, context)
    taken = {one.identity for one in incident.updates} | {one.at for one in incident.updates}
    at = next_free(post.update.at, taken)
    update = post.update.model_copy(update={"at": at})
    content = with_update(theirs or b"", incident, update)
    merged, problems = read_incident(post.path, content, context)
    errors = [one for one in problems if one.severity is Severity.ERROR]
    if merged is None or errors:
        raise TogetherError("somebody else changed this incident, and your update does not fit any more")
    _refuse_better(incident, merged, post, now)
    return Post(post.path, incident, update, theirs, content, post.template), content


def _theirs(theirs: bytes | None, post: Post, context: Context) -> Incident:
    if theirs is None:
        raise TogetherError("somebody else has deleted or renamed this incident's file")
    if post.before is None:
        shown = theirs.decode(errors="replace")
        raise TogetherError("somebody else opened an incident of this name at the same time", shown)
    incident, _ = read_incident(post.path, theirs, context)
    if incident is None:
        raise TogetherError("somebody else changed this incident's file, and it has errors now")
    return incident


def _refuse_better(incident: Incident, merged: Incident, post: Post, now: datetime) -> None:
    """Whoever posted meanwhile may know that it is not over. What worsens is safe, and may go through unseen."""
    known = {one.identity for one in post.incident.updates}
    news = [one for one in incident.updates if one.identity not in known]
    before, after = incident_state(incident, now), incident_state(merged, now)
    if news and before and after and _looks_better(before, after):
        raise TogetherError(
            "somebody else posted to this incident meanwhile, and your update would make it look better than they say",
            "\n".join(update_text(one) for one in news),
        )


def _looks_better(before: IncidentState, after: IncidentState) -> bool:
    if after.standing is Standing.PAST and before.standing is not Standing.PAST:
        return True
    if after.impact.badness < before.impact.badness:
        return True
    return any(
        after.components.get(key, ComponentStatus.OPERATIONAL).badness < status.badness
        for key, status in before.components.items()
    )
