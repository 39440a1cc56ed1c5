"""BLAKE2b (RFC 7693) from where it costs least: ``hashlib`` loads OpenSSL beside it, milliseconds of every run."""

from __future__ import annotations

try:
    from _blake2 import blake2b
except ImportError:  # an interpreter that has it elsewhere
    from hashlib import blake2b

__all__ = ["blake2b"]
