"""Outgoing mail: plain data in; an SMTP server, a folder of .eml files (demo) or a list (tests) behind one shape."""

from simpul.adapters.mail.letter import Letter, MailRefused
from simpul.adapters.mail.senders import DemoSender, MemorySender, Sender, SmtpSender

__all__ = ["DemoSender", "Letter", "MailRefused", "MemorySender", "Sender", "SmtpSender"]
