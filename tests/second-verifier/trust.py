"""The trust file: whom to believe."""

import base64
import hashlib
import json
import re
from datetime import datetime, timezone

from certificates import Certificate, from_pem
from canonical import MAX_SAFE

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
HASH = re.compile(r"[0-9a-f]{64}")


def read_trust(text):
    """{"logs": …, "ledgers": …}; ValueError (or what it is a kind of) for another shape."""
    value = json.loads(text)
    _members(value, {"format", "logs"}, {"ledgers"})
    _require(value["format"] == "shansu-trust/v1")
    logs = {log["origin"]: log["keys"] for log in map(_log, _list(value["logs"]))}
    _require(len(logs) == len(value["logs"]))
    return {"logs": logs, "ledgers": [_ledger(each) for each in _list(value.get("ledgers", []))]}


def _log(value):
    _members(value, {"origin", "keys"})
    _text(value["origin"])
    return {"origin": value["origin"], "keys": [_key(each) for each in _list(value["keys"])]}


def _key(value):
    _members(value, {"vkey", "fromSize"}, {"untilSize", "stolen"})
    _require(value.get("stolen", True) is True)
    name, key_id, encoded = value["vkey"].split("+", 2)
    key = base64.b64decode(encoded, validate=True)
    _require(base64.b64encode(key).decode() == encoded and len(key) == 33 and key[0] == 1)
    _require(hashlib.sha256(name.encode() + b"\n" + key).hexdigest()[:8] == key_id)
    start, end = value["fromSize"], value.get("untilSize", MAX_SAFE)
    _require(_is_integer(start) and _is_integer(end) and 0 <= start <= end)
    stolen = "stolen" in value
    return {"name": name, "id": key_id, "key": key[1:], "from": start, "until": end, "stolen": stolen}


def _ledger(value):
    _members(value, {"kind", "channel", "chaincode", "quorum", "organisations"})
    _require(value["kind"] in ("fabric", "fabric-development"))
    organisations = {each["mspId"]: each for each in map(_organisation, _list(value["organisations"]))}
    _require(len(organisations) == len(value["organisations"]))
    _require(_is_integer(value["quorum"]) and 1 <= value["quorum"] <= len(organisations))
    for name in ("channel", "chaincode"):
        _text(value[name])
    return {**value, "organisations": organisations}


def _organisation(value):
    _members(value, {"mspId", "name", "role", "authorities"}, {"fromAt", "untilAt", "revoked"})
    _text(value["mspId"])
    _members(value["name"], {"zh", "en"})
    for name in value["name"].values():
        _text(name)
    _require(value["role"] in ("client", "peer", "admin", "orderer"))
    revoked = _list(value.get("revoked", []))
    _require(all(isinstance(each, str) and HASH.fullmatch(each) for each in revoked))
    return {
        "mspId": value["mspId"],
        "role": value["role"],
        "authorities": [Certificate(from_pem(pem)) for pem in _list(value["authorities"])],
        "from": _instant(value["fromAt"]) if "fromAt" in value else float("-inf"),
        "until": _instant(value["untilAt"]) if "untilAt" in value else float("inf"),
        "revoked": revoked,
    }


def _instant(value):
    _require(isinstance(value, str) and INSTANT.fullmatch(value))
    whole = datetime.strptime(value[:19], "%Y-%m-%dT%H:%M:%S").replace(tzinfo=timezone.utc)
    return int(whole.timestamp()) * 1000 + int(value[20:23])


def _members(value, required, optional=frozenset()):
    _require(isinstance(value, dict) and required <= set(value) <= required | set(optional))


def _list(value):
    _require(isinstance(value, list))
    return value


def _text(value):
    _require(isinstance(value, str) and value != "")


def _is_integer(value):
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= MAX_SAFE


def _require(holds):
    if not holds:
        raise ValueError("not a trust file")
