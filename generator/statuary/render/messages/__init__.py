"""One text in every length: what subscribers are sent of an event, and what support staff answer."""

from statuary.render.messages.answer import Answer, answer, calm_answer, letter
from statuary.render.messages.mail_form import Mail, html_body
from statuary.render.messages.message import Message, message, message_of
from statuary.render.messages.preview import all_forms, preview

__all__ = [
    "Answer",
    "Mail",
    "Message",
    "all_forms",
    "answer",
    "calm_answer",
    "html_body",
    "letter",
    "message",
    "message_of",
    "preview",
]
