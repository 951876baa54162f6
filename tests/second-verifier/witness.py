"""Steps 9 to 18 of the verification in ledger/README.md: what organisations of a Fabric channel attest."""

import base64
import binascii
import hashlib

import canonical
from certificates import Certificate, is_signed, to_pem
from protobuf import BYTES, INTEGER, TEXT, ListOf, delimited, read
from refused import Refused

CHAINCODE_ID = {1: ("path", TEXT), 2: ("name", TEXT), 3: ("version", TEXT)}
CHANNEL_HEADER = {
    1: ("type", INTEGER),
    2: ("version", INTEGER),
    3: ("timestamp", {1: ("seconds", INTEGER), 2: ("nanos", INTEGER)}),
    4: ("channel", TEXT),
    5: ("transaction", TEXT),
    7: ("extension", {2: ("chaincode", CHAINCODE_ID)}),
}
CALL_SPEC = {
    1: ("type", INTEGER),
    2: ("chaincode", CHAINCODE_ID),
    3: ("input", {1: ("arguments", ListOf(BYTES))}),
}
CALL = {1: ("invocation", {1: ("spec", CALL_SPEC)})}
READ = {1: ("key", TEXT), 2: ("version", ListOf({1: ("block", INTEGER), 2: ("transaction", INTEGER)}))}
ACCESSES = {
    1: ("reads", ListOf(READ)),
    2: ("range queries", ListOf(BYTES)),
    3: ("writes", ListOf(BYTES)),
    4: ("metadata writes", ListOf(BYTES)),
}
NAMESPACE = {1: ("name", TEXT), 2: ("accesses", ACCESSES), 3: ("collections", ListOf(BYTES))}
ACTION = {
    1: ("results", {1: ("data model", INTEGER), 2: ("namespaces", ListOf(NAMESPACE))}),
    2: ("events", BYTES),
    3: ("response", {1: ("status", INTEGER), 2: ("message", TEXT), 3: ("payload", BYTES)}),
    4: ("chaincode", CHAINCODE_ID),
}
ANSWER = {1: ("hash", BYTES), 2: ("action", ACTION)}

ROLES = ("client", "peer", "admin", "orderer")
END_OF_TIME = 253402300799999


def check_fabric(witness, checkpoint, trust):
    """Refused unless enough organisations attest the checkpoint."""
    try:
        question, answer, attestations = read_evidence(witness)
        header, call = read(question[0], CHANNEL_HEADER), read(question[2], CALL)["invocation"]["spec"]
        action = read(answer, ANSWER)
        asked_at, arguments = time_of(header), [each.decode() for each in call["input"]["arguments"]]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Refused("witness-malformed") from None
    question_hash, action = action["hash"], action["action"]
    chaincode = action["chaincode"]["name"]
    named = {chaincode, header["extension"]["chaincode"]["name"], call["chaincode"]["name"]}
    if hashlib.sha256(b"".join(question)).digest() != question_hash or header["type"] != 3 or len(named) > 1:
        raise Refused("question-mismatch")
    ledgers = [
        each for each in trust["ledgers"] if (each["channel"], each["chaincode"]) == (header["channel"], chaincode)
    ]
    if not ledgers:
        raise Refused("ledger-untrusted")
    if arguments != ["CheckpointAt", checkpoint["origin"], str(checkpoint["size"])]:
        raise Refused("question-other")
    check_answer(action["response"], checkpoint)
    check_committed(action["results"]["namespaces"], chaincode, checkpoint)
    check_ledgers(ledgers, answer, attestations, asked_at)


def read_evidence(witness):
    exactly(witness, {"kind", "question", "answer", "attestations"})
    question, attestations = witness["question"], witness["attestations"]
    exactly(question, {"channelHeader", "signatureHeader", "call"})
    if not isinstance(attestations, list):
        raise ValueError("not a list")
    parts = [decode(question[name]) for name in ("channelHeader", "signatureHeader", "call")]
    return parts, decode(witness["answer"]), [read_attestation(each) for each in attestations]


def read_attestation(value):
    exactly(value, {"organisation", "certificate", "signature"})
    if not isinstance(value["organisation"], str) or not value["organisation"]:
        raise ValueError("no organisation")
    return {**value, "certificate": decode(value["certificate"]), "signature": decode(value["signature"])}


def exactly(value, names):
    if not isinstance(value, dict) or set(value) != names:
        raise ValueError("other members")


def decode(text):
    if not isinstance(text, str) or not text:
        raise ValueError("not text")
    try:
        content = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("not base 64") from error
    if base64.b64encode(content).decode() != text:
        raise ValueError("another spelling")
    return content


def time_of(header):
    seconds, nanos = header["timestamp"]["seconds"], header["timestamp"]["nanos"]
    milliseconds = seconds * 1000 + nanos // 1_000_000
    if nanos >= 10**9 or milliseconds > END_OF_TIME:
        raise ValueError("not a time")
    return milliseconds


def check_answer(response, checkpoint):
    if response["status"] != 200 or not response["payload"]:
        raise Refused("answer-negative")
    try:
        text = response["payload"].decode()
        held = canonical.parse(text)
        texts = {"note", "organisation", "origin", "proposedAt", "root", "transactionId"}
        exactly(held, texts | {"size"})
        if canonical.write(held, normalised=False) != text:
            raise ValueError("another spelling")
        if not all(isinstance(held[name], str) and held[name] for name in texts):
            raise ValueError("not text")
        size, root = held["size"], bytes.fromhex(held["root"])
        if isinstance(size, bool) or not isinstance(size, int) or size < 0 or len(root) != 32 or root.hex() != held["root"]:
            raise ValueError("not a checkpoint")
    except (ValueError, canonical.NotCanonical, RecursionError):
        raise Refused("witness-malformed") from None
    if (held["origin"], size, root) != (checkpoint["origin"], checkpoint["size"], checkpoint["root"]):
        raise Refused("answer-mismatch")


def check_committed(namespaces, chaincode, checkpoint):
    key = f"cp/{checkpoint['origin']}/{checkpoint['size']:016d}"
    touched = ("range queries", "writes", "metadata writes")
    reads = []
    for namespace in namespaces:
        if namespace["collections"] or any(namespace["accesses"][name] for name in touched):
            raise Refused("answer-uncommitted")
        if namespace["name"] == chaincode:
            reads += namespace["accesses"]["reads"]
    if [each["key"] for each in reads] != [key] or len(reads[0]["version"]) != 1:
        raise Refused("answer-uncommitted")


def check_ledgers(ledgers, answer, attestations, asked_at):
    first = None
    for ledger in ledgers:
        try:
            return check_attestations(ledger, answer, attestations, asked_at)
        except Refused as refused:
            first = first or refused
    raise first


def check_attestations(ledger, answer, attestations, asked_at):
    order = [canonical.utf16(each["organisation"]) for each in attestations]
    if order != sorted(set(order)):
        raise Refused("attestations-unordered")
    for attestation in attestations:
        check_attestation(ledger, answer, attestation, asked_at)
    if len(attestations) < ledger["quorum"]:
        raise Refused("attestations-missing")


def check_attestation(ledger, answer, attestation, asked_at):
    organisation = ledger["organisations"].get(attestation["organisation"])
    if organisation is None:
        raise Refused("organisation-untrusted")
    try:
        certificate = Certificate(attestation["certificate"])
    except (ValueError, IndexError):
        raise Refused("witness-malformed") from None
    if not organisation["from"] <= asked_at <= organisation["until"]:
        raise Refused("organisation-out-of-range")
    if hashlib.sha256(certificate.der).hexdigest() in organisation["revoked"]:
        raise Refused("certificate-revoked")
    issuer = next((each for each in organisation["authorities"] if each.has_issued(certificate)), None)
    if issuer is None:
        raise Refused("certificate-untrusted")
    if any(not each.not_before <= asked_at <= each.not_after for each in (certificate, issuer)):
        raise Refused("certificate-out-of-range")
    if [unit for unit in certificate.units if unit in ROLES] != [organisation["role"]]:
        raise Refused("certificate-role")
    name, pem = attestation["organisation"].encode(), to_pem(certificate.der).encode()
    identity = delimited(1, name) + delimited(2, pem)
    if not is_signed(attestation["signature"], answer + identity, certificate.public_key):
        raise Refused("attestation-invalid")
