import { bureau } from './bench.ts';
import type { Seen } from './see.ts';

/** The gateway's own words around what a node said. */
const words = {
  endorseOne: 'failed to endorse transaction, see attached details for more info',
  endorseAll: 'failed to collect enough transaction endorsements, see attached details for more info',
  evaluate: 'failed to evaluate transaction, see attached details for more info',
};

/** What each organisation said, by MSP id, in that order. */
type Said = Readonly<Record<string, string>>;

/** The gateway's own peer would not endorse, so the other one was not asked. */
export function notEndorsed(message: string, mspId = bureau): Seen {
  return seen('EndorseError', 10, `10 ABORTED: ${words.endorseOne}`, { [mspId]: message });
}

/** Not all that were asked endorsed, or not the same. */
export function notAllEndorsed(said: Said): Seen {
  return seen('EndorseError', 10, `10 ABORTED: ${words.endorseAll}`, said);
}

/** The chaincode, or the peer, answered with a refusal. */
export function notEvaluated(code: '2 UNKNOWN' | '9 FAILED_PRECONDITION', message: string): Seen {
  const text = `${code}: evaluate call to endorser returned error: ${message}`;
  return seen('GatewayError', Number.parseInt(code, 10), text, { [bureau]: message });
}

/** No peer gave an answer. */
export function nobodyEvaluated(code: '10 ABORTED' | '14 UNAVAILABLE', said: Said): Seen {
  return seen('GatewayError', Number.parseInt(code, 10), `${code}: ${words.evaluate}`, said);
}

/** The orderer would not take it. */
export function notOrdered(status: string, info: string): Seen {
  const message = `received unsuccessful response from orderer: status=${status}, info=${info}`;
  return seen('SubmitError', 10, `10 ABORTED: ${message}`);
}

export function seen(error: string, code: number, message: string, said: Said = {}): Seen {
  const details = Object.entries(said).map(([mspId, text]) => ({ mspId, message: text }));
  return { error, code, message, ...(details.length > 0 && { details }) };
}
