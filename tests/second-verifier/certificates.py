"""X.509 certificates of the one kind that ledger/README.md admits, and DER signatures."""

import base64
import re
from datetime import datetime, timezone

from curves import p256

ECDSA_WITH_SHA256 = bytes.fromhex("300a06082a8648ce3d040302")
P256_KEY = bytes.fromhex("301306072a8648ce3d020106082a8648ce3d030107")
UNIT = bytes.fromhex("55040b")
BASIC_CONSTRAINTS = bytes.fromhex("551d13")
KEY_USAGE = bytes.fromhex("551d0f")

PEM = re.compile(r"-----BEGIN CERTIFICATE-----\n((?:[A-Za-z0-9+/=]{1,64}\n)+)-----END CERTIFICATE-----\n")


def to_pem(der):
    text = base64.b64encode(der).decode()
    lines = "".join(text[at : at + 64] + "\n" for at in range(0, len(text), 64))
    return f"-----BEGIN CERTIFICATE-----\n{lines}-----END CERTIFICATE-----\n"


def from_pem(pem):
    match = PEM.fullmatch(pem)
    if not match:
        raise ValueError("not PEM")
    der = base64.b64decode(match.group(1))
    if to_pem(der) != pem:
        raise ValueError("another spelling of PEM")
    return der


def _elements(data):
    """(tag, content, whole) of the values that fill the bytes."""
    at = 0
    while at < len(data):
        tag, first = data[at], data[at + 1]
        start, length = at + 2, first
        if tag & 31 == 31 or first == 128 or first > 132:
            raise ValueError("not DER")
        if first > 128:
            start += first - 128
            length = int.from_bytes(data[at + 2 : start], "big")
            if length < 128 or data[at + 2] == 0:
                raise ValueError("a length too long")
        if start + length > len(data):
            raise ValueError("cut short")
        yield tag, data[start : start + length], data[at : start + length]
        at = start + length


def _inside(data, tag=0x30):
    """The elements within the one element that fills the bytes."""
    ((found, content, _),) = _elements(data)
    if found != tag:
        raise ValueError("another type")
    return list(_elements(content))


def signature_numbers(der):
    """(r, s) of a DER signature in its one spelling; ValueError otherwise."""
    numbers = []
    for tag, content, _ in _inside(der):
        needless = len(content) > 1 and content[0] == 0 and content[1] < 128
        if tag != 2 or not content or content[0] >= 128 or needless:
            raise ValueError("not a positive integer")
        numbers.append(int.from_bytes(content, "big"))
    r, s = numbers
    return r, s


def is_signed(signature, message, public_key):
    try:
        numbers = signature_numbers(signature)
    except (ValueError, IndexError):
        return False
    return p256(numbers, message, public_key)


class Certificate:
    def __init__(self, der):
        """ValueError or IndexError for anything but the one kind."""
        (_, _, self.signed), (_, _, algorithm), (_, _, signature) = _inside(der)
        fields = _inside(self.signed)
        version, serial, inner, issuer, validity, subject, key, extensions = fields
        if version[2] != bytes.fromhex("a003020102") or serial[0] != 2:
            raise ValueError("not version 3")
        if algorithm != ECDSA_WITH_SHA256 or inner[2] != ECDSA_WITH_SHA256:
            raise ValueError("another algorithm")
        if issuer[0] != 0x30:
            raise ValueError("a name that is none")
        self.der = der
        self.signature = _whole_bits(signature)
        self.issuer, self.subject = issuer[2], subject[2]
        self.units = list(_units(self.subject))
        self.not_before, self.not_after = map(_instant, _inside(validity[2]))
        (_, _, kind), (_, _, bits) = _inside(key[2])
        self.public_key = _whole_bits(bits)
        if kind != P256_KEY or len(self.public_key) != 65 or self.public_key[0] != 4:
            raise ValueError("another kind of key")
        self.is_authority, self.usage = _constraints(extensions[2])

    def may(self, bit):
        """By bit of keyUsage; a certificate without keyUsage is not limited."""
        return self.usage is None or bool(self.usage & (0x80 >> bit))

    def has_issued(self, other):
        digital_signature, key_cert_sign = 0, 5
        return (
            self.is_authority
            and self.may(key_cert_sign)
            and not other.is_authority
            and other.may(digital_signature)
            and other.issuer == self.subject
            and is_signed(other.signature, other.signed, self.public_key)
        )


def _whole_bits(element):
    ((tag, content, _),) = _elements(element)
    if tag != 3 or content[0] != 0:
        raise ValueError("not a string of whole bytes")
    return content[1:]


def _units(name):
    for tag, content, _ in _inside(name):
        if tag != 0x31:
            raise ValueError("not a set")
        for _, _, attribute in _elements(content):
            (type_tag, type_content, _), (tag, value, _) = _inside(attribute)
            if type_tag != 6:
                raise ValueError("not a type")
            if type_content == UNIT:
                if tag not in (0x0C, 0x13):
                    raise ValueError("a unit that is not text")
                yield value.decode()


def _instant(element):
    """Milliseconds since 1970."""
    tag, content, _ = element
    text = content.decode("ascii")
    if tag == 0x17 and re.fullmatch(r"\d{12}Z", text):
        text = ("20" if text < "5" else "19") + text
    elif not (tag == 0x18 and re.fullmatch(r"\d{14}Z", text) and text >= "2050"):
        raise ValueError("not a time")
    instant = datetime.strptime(text, "%Y%m%d%H%M%SZ").replace(tzinfo=timezone.utc)
    return int(instant.timestamp()) * 1000


def _constraints(wrapped):
    ((tag, _, whole),) = _inside(wrapped, 0xA3)
    found = {}
    for _, _, extension in _inside(whole):
        (id_tag, identifier, _), *critical, (tag, value, _) = _inside(extension)
        if id_tag != 6 or tag != 4 or len(critical) > 1 or identifier in found:
            raise ValueError("not an extension")
        if critical and critical[0][2] != bytes.fromhex("0101ff"):
            raise ValueError("not TRUE")
        if critical and identifier not in (BASIC_CONSTRAINTS, KEY_USAGE):
            raise ValueError("a critical extension that nobody reads")
        found[identifier] = value
    return _is_authority(found.get(BASIC_CONSTRAINTS)), _usage(found.get(KEY_USAGE))


def _is_authority(constraints):
    if constraints is None:
        return False
    flags = _inside(constraints)
    if not flags:
        return False
    if flags[0][2] != bytes.fromhex("0101ff") or (len(flags) > 1 and flags[1][0] != 2):
        raise ValueError("not basic constraints")
    return True


def _usage(value):
    if value is None:
        return None
    ((tag, content, _),) = _elements(value)
    if tag != 3:
        raise ValueError("not a string of bits")
    return content[1] if len(content) > 1 else 0
