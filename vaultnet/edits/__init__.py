"""Edits of one note: bytes in, bytes out, and only the span that was asked for differs. Pure."""
