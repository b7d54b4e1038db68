"""One text in every length: what subscribers are sent of an event, and what support staff answer."""

from statuary.render.messages.answer import Answer, answer, calm_answer, letter
from statuary.render.messages.mail_form import Mail, html_body
from statuary.render.messages.message import Message, message
from statuary.render.messages.preview import preview

__all__ = ["Answer", "Mail", "Message", "answer", "calm_answer", "html_body", "letter", "message", "preview"]
