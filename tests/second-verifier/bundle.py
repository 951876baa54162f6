"""Steps 1 to 8 of the verification in ledger/README.md."""

import base64
import binascii
import hashlib
import re

import canonical
from canonical import MAX_SAFE, NotCanonical
from curves import ed25519
from refused import Refused
from witness import check_fabric

HEX = re.compile(r"[0-9a-f]{64}")
TYPE = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,63}")
POINTER = re.compile(r"(?:/(?:[^~/]|~[01])*)+", re.DOTALL)
DECIMAL = re.compile(r"0|[1-9][0-9]*")
SIGNATURE_LINE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})")
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def verify(data, trust):
    """Returns when the bundle is fully verified; Refused otherwise."""
    bundle = read_file(data)
    check_openings(bundle)
    check_digest(bundle["record"])
    note, signatures, checkpoint = read_checkpoint(bundle["checkpoint"])
    signers = check_signatures(note, signatures, checkpoint, trust)
    check_inclusion(bundle, checkpoint)
    witness = bundle["witness"]
    if witness.get("kind") == "fabric":
        check_fabric(witness, checkpoint, trust)
    elif witness != {"kind": "none"}:
        raise Refused("witness-unknown")
    elif all(key["stolen"] for key in signers):
        raise Refused("signer-stolen")


def read_file(data):
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("not-text") from None
    try:
        value = canonical.parse(text)
    except RecursionError:
        raise Refused("not-canonical") from None
    except ValueError:
        raise Refused("not-json") from None
    try:
        if canonical.write(value) + "\n" != text:
            raise Refused("not-canonical")
    except NotCanonical:
        raise Refused("not-canonical") from None
    if isinstance(value, dict) and isinstance(value.get("format"), str) and value["format"] != "shansu-proof/v1":
        raise Refused("unknown-format")
    if not is_bundle(value):
        raise Refused("malformed")
    return value


def is_bundle(value):
    names = {"format", "record", "disclosed", "index", "inclusion", "checkpoint", "witness"}
    return (
        has_members(value, names)
        and value["format"] == "shansu-proof/v1"
        and is_record(value["record"])
        and isinstance(value["disclosed"], dict)
        and all(is_path(path) and is_opening(opening) for path, opening in value["disclosed"].items())
        and is_size(value["index"])
        and isinstance(value["inclusion"], list)
        and all(map(is_hash, value["inclusion"]))
        and isinstance(value["checkpoint"], str)
        and value["checkpoint"] != ""
        and isinstance(value["witness"], dict)
    )


def is_record(value):
    return (
        has_members(value, {"type", "v", "digest", "commitments"}, {"previous"})
        and isinstance(value["type"], str)
        and TYPE.fullmatch(value["type"]) is not None
        and is_size(value["v"])
        and value["v"] >= 1
        and is_hash(value["digest"])
        and is_hash(value.get("previous", value["digest"]))
        and isinstance(value["commitments"], dict)
        and all(is_path(path) and is_hash(each) for path, each in value["commitments"].items())
    )


def is_opening(value):
    return has_members(value, {"salt", "value"}) and is_hash(value["salt"])


def has_members(value, required, optional=frozenset()):
    return isinstance(value, dict) and required <= set(value) <= required | optional


def is_hash(value):
    return isinstance(value, str) and HEX.fullmatch(value) is not None


def is_size(value):
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MAX_SAFE


def is_path(text):
    return POINTER.fullmatch(text) is not None and text not in ("/type", "/v")


def check_openings(bundle):
    commitments = bundle["record"]["commitments"]
    for path, opening in bundle["disclosed"].items():
        if path not in commitments:
            raise Refused("field-unknown")
        content = canonical.write([path, opening["value"]]).encode()
        if sha256(b"\x10", bytes.fromhex(opening["salt"]), content).hex() != commitments[path]:
            raise Refused("field-mismatch")


def check_digest(record):
    head = {name: record[name] for name in ("type", "v", "previous") if name in record}
    text = canonical.write({**head, "fields": record["commitments"]})
    if sha256(b"shansu.record.v1\n", text.encode()).hex() != record["digest"]:
        raise Refused("record-mismatch")


def read_checkpoint(text):
    """(note text, [(name, key id, signature)], {origin, size, root})"""
    try:
        if CONTROL.search(text) or not text.endswith("\n"):
            raise ValueError("not a note")
        blank = text.rindex("\n\n")
        note, lines = text[: blank + 1], text[blank + 2 : -1].split("\n")
        if len(lines) > 64:
            raise ValueError("too many signatures")
        origin, size, root, end = note.split("\n")
        if not origin or not DECIMAL.fullmatch(size) or int(size) > MAX_SAFE or end:
            raise ValueError("not a checkpoint")
        root = strict_base64(root)
        if len(root) != 32:
            raise ValueError("not a root")
        checkpoint = {"origin": origin, "size": int(size), "root": root}
        return note, [read_signature(line) for line in lines], checkpoint
    except ValueError:
        raise Refused("checkpoint-malformed") from None


def read_signature(line):
    match = SIGNATURE_LINE.fullmatch(line)
    if not match:
        raise ValueError("not a signature line")
    content = strict_base64(match.group(2))
    if len(content) <= 4:
        raise ValueError("too short")
    return match.group(1), content[:4].hex(), content[4:]


def strict_base64(text):
    try:
        content = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("not base 64") from error
    if base64.b64encode(content).decode() != text:
        raise ValueError("another spelling")
    return content


def check_signatures(note, signatures, checkpoint, trust):
    keys = trust["logs"].get(checkpoint["origin"])
    if keys is None:
        raise Refused("log-untrusted")
    places = []
    for name, key_id, signature in signatures:
        place = next((i for i, each in enumerate(keys) if each["name"] == name and each["id"] == key_id), None)
        if place is None:
            raise Refused("signer-unknown")
        places.append(place)
        key = keys[place]
        if not ed25519(signature, note.encode(), key["key"]):
            raise Refused("signature-invalid")
        if not key["from"] <= checkpoint["size"] <= key["until"]:
            raise Refused("signer-out-of-range")
    if places != sorted(set(places)):
        raise Refused("signers-unordered")
    return [keys[place] for place in places]


def check_inclusion(bundle, checkpoint):
    index, size, path = bundle["index"], checkpoint["size"], bundle["inclusion"]
    if index >= size:
        raise Refused("index-out-of-range")
    inner = (index ^ (size - 1)).bit_length()
    if len(path) != inner + bin(index >> inner).count("1"):
        raise Refused("inclusion-length")
    kind, digest = bundle["record"]["type"].encode(), bytes.fromhex(bundle["record"]["digest"])
    node = sha256(b"\x00", b"\x01", bytes([len(kind)]), kind, digest)
    # RFC 9162, section 2.1.3.2.
    fn, sn = index, size - 1
    for sibling in map(bytes.fromhex, path):
        if fn & 1 or fn == sn:
            node = sha256(b"\x01", sibling, node)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            node = sha256(b"\x01", node, sibling)
        fn, sn = fn >> 1, sn >> 1
    if sn != 0 or node != checkpoint["root"]:
        raise Refused("inclusion-mismatch")
