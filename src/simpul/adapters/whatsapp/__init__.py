"""WhatsApp by click-to-chat: the officer's own WhatsApp opens with the text, and he records that he sent it."""

from simpul.adapters.whatsapp.chat import chat_link, normalised

__all__ = ["chat_link", "normalised"]
