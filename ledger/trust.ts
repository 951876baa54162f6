import { type TrustedLedger, trustedLedgerOf } from './attestation/trusted-ledger.ts';
import { parseVerifierKey, type VerifierKey } from './note.ts';
import { integerOf, listOf, mapOf, membersOf, ShapeError, textOf } from './shape.ts';

/**
 * What a verifier starts from: the logs it is willing to believe and the keys they sign with, and the ledgers whose
 * organisations it takes for witnesses. Whoever checks a proof must get this from somewhere better than the proof
 * itself.
 *
 *   {"format": "shansu-trust/v1",
 *    "ledgers": [{"kind": "fabric", "channel": "…", "chaincode": "…", "quorum": 2, "organisations": […]}],
 *    "logs": [{"origin": "…", "keys": [{"vkey": "…", "fromSize": 0, "untilSize": 90000}]}]}
 *
 * A checkpoint carries no time that anyone but the log vouches for, so a key is valid for a range of tree
 * sizes, not of dates. `untilSize` is left out while a key is in use; `"stolen": true` stands with a stolen one.
 */

/**
 * A key and the sizes of the checkpoints that it may sign, both ends included. A stolen key's signature does not count
 * alone: its thief may sign any size of that range, but no organisation attests what was never anchored.
 */
export type TrustedKey = VerifierKey & { fromSize: number; untilSize: number; stolen: boolean };

export type TrustedLog = { origin: string; keys: TrustedKey[] };

export type Trust = { logs: TrustedLog[]; ledgers: TrustedLedger[] };

export const TRUST_FORMAT = 'shansu-trust/v1';

/** Reads a trust file. Throws SyntaxError unless it is exactly of the shape above. */
export function parseTrust(text: string): Trust {
  const document = mapOf(JSON.parse(text), '');
  if (document.format !== TRUST_FORMAT) throw new ShapeError('/format', TRUST_FORMAT);
  const { logs, ledgers } = membersOf(document, '', ['format', 'logs'], ['ledgers']);
  const trusted = listOf(logs, '/logs', logOf);
  if (new Set(trusted.map(({ origin }) => origin)).size !== trusted.length)
    throw new ShapeError('/logs', 'each origin once');
  return {
    logs: trusted,
    ledgers: ledgers === undefined ? [] : listOf(ledgers, '/ledgers', trustedLedgerOf),
  };
}

function logOf(value: unknown, pointer: string): TrustedLog {
  const { origin, keys } = membersOf(value, pointer, ['origin', 'keys']);
  return { origin: textOf(origin, `${pointer}/origin`), keys: listOf(keys, `${pointer}/keys`, keyOf) };
}

function keyOf(value: unknown, pointer: string): TrustedKey {
  const optional = ['untilSize', 'stolen'];
  const { vkey, fromSize, untilSize, stolen } = membersOf(value, pointer, ['vkey', 'fromSize'], optional);
  if (stolen !== undefined && stolen !== true) throw new ShapeError(`${pointer}/stolen`, 'true');
  return {
    ...verifierKeyOf(vkey, `${pointer}/vkey`),
    fromSize: integerOf(fromSize, `${pointer}/fromSize`, 0),
    untilSize:
      untilSize === undefined
        ? Number.MAX_SAFE_INTEGER
        : integerOf(untilSize, `${pointer}/untilSize`, fromSize as number),
    stolen: stolen === true,
  };
}

function verifierKeyOf(value: unknown, pointer: string): VerifierKey {
  try {
    return parseVerifierKey(textOf(value, pointer));
  } catch (cause) {
    throw cause instanceof ShapeError ? cause : new ShapeError(pointer, 'an Ed25519 verifier key');
  }
}
