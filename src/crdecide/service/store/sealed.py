"""Sealing what only the holder of a secret may open: the database has neither the secret nor the key."""

from __future__ import annotations

import base64
import hashlib
import zlib

from cryptography.fernet import Fernet


def name_of(secret: str) -> str:
    """The name under which something is kept; the secret does not follow from it."""
    return hashlib.sha256(f"name {secret}".encode()).hexdigest()


def seal(secret: str, content: bytes) -> bytes:
    """The content, compressed and encrypted."""
    return Fernet(_key(secret)).encrypt(zlib.compress(content))


def unseal(secret: str, sealed: bytes) -> bytes:
    """The content again."""
    return zlib.decompress(decrypt(secret, sealed))


def decrypt(secret: str, sealed: bytes) -> bytes:
    """The content of what was not compressed, as version 0.1 kept it."""
    return Fernet(_key(secret)).decrypt(sealed)


def _key(secret: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(f"key {secret}".encode()).digest())
