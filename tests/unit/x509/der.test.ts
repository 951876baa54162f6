import { describe, expect, test } from 'vitest';
import * as der from '#ledger/x509/der.ts';

const hex = (bytes: Buffer) => bytes.toString('hex');

describe('DER', () => {
  test('lengths: short form to 127, then one and two bytes', () => {
    expect(hex(der.derOctetString(Buffer.alloc(127)).subarray(0, 2))).toBe('047f');
    expect(hex(der.derOctetString(Buffer.alloc(128)).subarray(0, 3))).toBe('048180');
    expect(hex(der.derOctetString(Buffer.alloc(256)).subarray(0, 4))).toBe('04820100');
  });

  test('integers are minimal and never negative', () => {
    expect(hex(der.derInteger(Buffer.of(0, 0, 5)))).toBe('020105');
    expect(hex(der.derInteger(Buffer.of(0x80)))).toBe('02020080');
    expect(hex(der.derInteger(Buffer.of(0, 0)))).toBe('020100');
  });

  test('object identifiers use base 128', () => {
    expect(hex(der.derObjectIdentifier('1.2.840.10045.4.3.2'))).toBe('06082a8648ce3d040302');
  });

  test('named bits lose their trailing zeros', () => {
    expect(hex(der.derNamedBits([0]))).toBe('03020780');
    expect(hex(der.derNamedBits([0, 2, 5, 6]))).toBe('030201a6');
    expect(hex(der.derNamedBits([8]))).toBe('0303070080');
  });

  test('times change form in 2050', () => {
    const text = (bytes: Buffer) => [bytes[0], bytes.subarray(2).toString()];
    expect(text(der.derTime(new Date('2049-12-31T23:59:59.999Z')))).toEqual([0x17, '491231235959Z']);
    expect(text(der.derTime(new Date('2050-01-01T00:00:00.000Z')))).toEqual([0x18, '20500101000000Z']);
  });
});
