import { verifyFabricWitness } from '#ledger/attestation/fabric-witness.ts';
import { fromUtf8, toHex } from '#ledger/bytes.ts';
import { hash } from '#ledger/hash.ts';
import { parseTrust, type Trust } from '#ledger/trust.ts';
import { type Verdict, verifyBundle } from '#ledger/verify.ts';

/** The verifier of the server and the command line, as a browser loads it: everything that a proof may need. */
export function verifyProof(bundle: Uint8Array, trustFile: Uint8Array): Verdict {
  let trust: Trust;
  try {
    trust = parseTrust(fromUtf8(trustFile));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { ok: false, failure: { code: 'trust-malformed', reason: error.message } };
  }
  return verifyBundle(bundle, trust, { fabric: verifyFabricWitness });
}

/** What a trust file can be compared by, with the one that an authority publishes: 16 hex digits of SHA-256. */
export const fingerprint = (trustFile: Uint8Array): string => toHex(hash(trustFile)).slice(0, 16);
