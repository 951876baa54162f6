"""Canonical JSON: RFC 8785, narrowed as ledger/README.md says."""

import json
import unicodedata

MAX_SAFE = 2**53 - 1
MAX_DEPTH = 32

ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


class NotCanonical(Exception):
    pass


class _Other:
    """A number that is JSON but no integer, or two members of one name: nothing canonical has it."""


def parse(text):
    """The value of any JSON text; ValueError if it is none."""

    def members(pairs):
        names = [name for name, _ in pairs]
        return dict(pairs) if len(set(names)) == len(names) else _Other()

    def integer(digits):
        return int(digits) if len(digits) < 20 else _Other()

    def not_json(constant):
        raise ValueError(constant)

    return json.loads(
        text,
        object_pairs_hook=members,
        parse_float=lambda _: _Other(),
        parse_int=integer,
        parse_constant=not_json,
    )


def write(value, depth=0, normalised=True):
    """The RFC 8785 text. `normalised`: strings must be in Normalization Form C."""
    if depth > MAX_DEPTH:
        raise NotCanonical("too deep")
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, int) and abs(value) <= MAX_SAFE:
        return str(value)
    if isinstance(value, str):
        return _string(value, normalised)
    if isinstance(value, list):
        return "[" + ",".join(write(item, depth + 1, normalised) for item in value) + "]"
    if isinstance(value, dict):
        names = sorted(value, key=utf16)
        members = (_string(name, normalised) + ":" + write(value[name], depth + 1, normalised) for name in names)
        return "{" + ",".join(members) + "}"
    raise NotCanonical(type(value))


def utf16(text):
    """By these bytes RFC 8785 sorts."""
    return text.encode("utf-16-be", "surrogatepass")


def _string(text, normalised):
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as lone_surrogate:
        raise NotCanonical(text) from lone_surrogate
    if normalised and unicodedata.normalize("NFC", text) != text:
        raise NotCanonical(text)
    return '"' + "".join(_character(character) for character in text) + '"'


def _character(character):
    if character in ESCAPES:
        return ESCAPES[character]
    return f"\\u{ord(character):04x}" if character < " " else character
