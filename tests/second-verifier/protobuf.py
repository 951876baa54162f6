"""Protobuf messages, read as strictly as ledger/README.md asks. A message is a table: number -> (name, kind)."""

INTEGER, BYTES, TEXT = "integer", "bytes", "text"


class ListOf:
    def __init__(self, kind):
        self.kind = kind


def read(data, table):
    """{name: value}; ValueError for anything that the table does not expect."""
    found = {number: [] for number in table}
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        number, wire = key >> 3, key & 7
        if number not in table or wire != (0 if table[number][1] is INTEGER else 2):
            raise ValueError(f"unexpected field {number}")
        value, at = _varint(data, at)
        if wire == 2:
            end = at + value
            if end > len(data):
                raise ValueError("cut short")
            value, at = data[at:end], end
        found[number].append(value)
    return {name: _value(found[number], kind) for number, (name, kind) in table.items()}


def _value(occurrences, kind):
    if isinstance(kind, ListOf):
        return [_one(each, kind.kind) for each in occurrences]
    if len(occurrences) > 1:
        raise ValueError("a field stands twice")
    absent = 0 if kind is INTEGER else b""
    return _one(occurrences[0] if occurrences else absent, kind)


def _one(value, kind):
    if isinstance(kind, dict):
        return read(value, kind)
    return value.decode("utf-8") if kind is TEXT else value


def _varint(data, at):
    value = shift = 0
    while True:
        if at >= len(data):
            raise ValueError("cut short")
        byte, at = data[at], at + 1
        value |= (byte & 127) << shift
        if value > 2**53 - 1:
            raise ValueError("too great")
        if byte < 128:
            if byte == 0 and shift:
                raise ValueError("needless bytes")
            return value, at
        shift += 7


def delimited(number, content):
    """A field of bytes, written."""
    length, rest = b"", len(content)
    while rest > 127:
        length, rest = length + bytes([128 | rest & 127]), rest >> 7
    return bytes([number << 3 | 2]) + length + bytes([rest]) + content
