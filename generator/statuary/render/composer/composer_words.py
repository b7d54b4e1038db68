"""What the composer's script says: in the page's language, with `{places}` that it fills in."""

from statuary.render.wording.language import Language, marked

_WORDS = {
    "affected": marked("Affected now"),
    "ahead": marked("Affected"),
    "who": marked("Who is affected"),
    "workaround": marked("What you can do"),
    "estimate": marked("Estimate"),
    "planned": marked("Planned for"),
    "next": marked("Next update by {time}."),
    "now": marked("Now: {stage}. Last word: {time}."),
    "draft": marked("This is your draft of {time}."),
    "ready": marked("Ready words: {name}"),
    "zone": marked("In your time zone, {zone}"),
    "derived": marked("As the components say"),
    "before": marked("As before"),
    "copied": marked("Copied."),
    "not_copied": marked("It could not be copied. It is marked: copy it by hand."),
    "how_new": marked("Name and text are filled in there."),
    "how_paste": marked("This copies the text. Paste it there."),
    "how_both": marked("This copies the text as well. Paste it if the file there is empty."),
    "how_append": marked("This copies the text. Paste it at the end of the file there."),
    "how_by_hand": marked("Put the text into the new file {path}"),
    "how_by_hand_append": marked("Put the text at the end of {path}"),
    "new_file": marked("The new file {path}"),
    "end_of_file": marked("For the end of {path}"),
    "errors": marked("To mend: {number}"),
    "advice": marked("Advice: {number}"),
    "fine": marked("Nothing to mend."),
    "what": marked("Choose what you post."),
    "id": marked("Write the incident's id, as in its address: small letters, digits and hyphens."),
    "title": marked("Give it a title: what do customers notice?"),
    "long_title": marked("The title has {number} characters; phones and chats cut it near {most}."),
    "components": marked("No component is chosen, so all of them stay green."),
    "text": marked("The text is empty. One sentence will do: what has changed for readers?"),
    "long": marked("The text has {number} characters; the most is {most}."),
    "escaped": marked("A line looked like a heading or a status. It stays text: choose statuses above."),
    "no_who": marked("Readers cannot tell whether it concerns them: say who is affected."),
    "no_next": marked("Readers are not told when they will hear more."),
    "past": marked("The next update must be later than now."),
    "began": marked("It cannot have begun later than now."),
    "no_window": marked("Say when the work begins and ends."),
    "window": marked("The end must be later than the beginning."),
    "clock": marked("The newest update is later than this device's clock: is the clock right?"),
}


def words_for_script(language: Language) -> dict[str, str]:
    """Every text by the name that the script knows it by."""
    return {name: language.gettext(words) for name, words in _WORDS.items()}
