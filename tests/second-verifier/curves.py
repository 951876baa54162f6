"""Signatures: Ed25519 (RFC 8032, section 5.1.7) and ECDSA over P-256 (SEC 1, section 4.1.4). Only verification."""

import hashlib

# Ed25519, RFC 8032 table 1.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
NEUTRAL = (0, 1, 1, 0)


def _edwards_add(a, b):
    """RFC 8032, section 5.1.4."""
    (x1, y1, z1, t1), (x2, y2, z2, t2) = a, b
    e = (y1 - x1) * (y2 - x2) % P
    f = (y1 + x1) * (y2 + x2) % P
    g = 2 * t1 * t2 * D % P
    h = 2 * z1 * z2 % P
    k, m, n, o = f - e, h - g, h + g, f + e
    return (k * m % P, n * o % P, m * n % P, k * o % P)


def _edwards_multiply(scalar, point):
    result = NEUTRAL
    while scalar:
        if scalar & 1:
            result = _edwards_add(result, point)
        point = _edwards_add(point, point)
        scalar >>= 1
    return result


def _edwards_equal(a, b):
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def _edwards_point(encoded):
    """RFC 8032, section 5.1.3; None for what is no point or not in its one spelling."""
    number = int.from_bytes(encoded, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - x2) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


BASE = _edwards_point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def ed25519(signature, message, public_key):
    if len(signature) != 64 or len(public_key) != 32:
        return False
    a, r = _edwards_point(public_key), _edwards_point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L or _edwards_equal(_edwards_multiply(8, a), NEUTRAL):
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public_key + message).digest(), "little") % L
    left = _edwards_multiply(8 * s, BASE)
    right = _edwards_multiply(8, _edwards_add(r, _edwards_multiply(k, a)))
    return _edwards_equal(left, right)


# P-256, SEC 2 section 2.4.2. Points are (x, y, z) in Jacobian coordinates, None at infinity.
Q = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
G = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
    1,
)


def _double(point):
    if point is None:
        return None
    x, y, z = point
    m = 3 * (x - z * z) * (x + z * z) % Q
    s = 4 * x * y * y % Q
    x3 = (m * m - 2 * s) % Q
    return (x3, (m * (s - x3) - 8 * pow(y, 4, Q)) % Q, 2 * y * z % Q)


def _add(a, b):
    if a is None or b is None:
        return a or b
    (x1, y1, z1), (x2, y2, z2) = a, b
    u1, u2 = x1 * z2 * z2 % Q, x2 * z1 * z1 % Q
    s1, s2 = y1 * pow(z2, 3, Q) % Q, y2 * pow(z1, 3, Q) % Q
    if u1 == u2:
        return _double(a) if s1 == s2 else None
    h, r = u2 - u1, s2 - s1
    x3 = (r * r - h * h * h - 2 * u1 * h * h) % Q
    return (x3, (r * (u1 * h * h - x3) - s1 * h * h * h) % Q, h * z1 * z2 % Q)


def _multiply(scalar, point):
    result = None
    for bit in bin(scalar)[2:]:
        result = _double(result)
        if bit == "1":
            result = _add(result, point)
    return result


def p256(signature, message, public_key):
    """`signature`: (r, s). `public_key`: an uncompressed point. S must be the lower of the two valid ones."""
    r, s = signature
    x, y = int.from_bytes(public_key[1:33], "big"), int.from_bytes(public_key[33:], "big")
    on_curve = x < Q and y < Q and (y * y - (x * x * x - 3 * x + B)) % Q == 0
    if not on_curve or not 0 < r < N or not 0 < s <= N // 2:
        return False
    e = int.from_bytes(hashlib.sha256(message).digest(), "big")
    w = pow(s, -1, N)
    point = _add(_multiply(e * w % N, G), _multiply(r * w % N, (x, y, 1)))
    if point is None:
        return False
    x, _, z = point
    return x * pow(z, -2, Q) % Q % N == r
