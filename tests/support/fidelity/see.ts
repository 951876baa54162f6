import { CommitError, GatewayError } from '@hyperledger/fabric-gateway';

/** What a client sees of a call that went wrong. */
export interface Seen {
  readonly error: string;
  readonly code: number;
  readonly message?: string;
  /** In the order of their organisations; a ledger gives them in any. */
  readonly details?: readonly { readonly mspId: string; readonly message: string }[];
}

/** Runs a call and says what its client sees, with everything that differs from run to run replaced by a name. */
export async function see(call: () => Promise<unknown>): Promise<unknown> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof CommitError) return { error: 'CommitError', code: error.code };
    if (error instanceof GatewayError) return seenError(error);
    throw error;
  }
}

function seenError(error: GatewayError): Seen {
  const details = error.details.map(({ mspId, message }) => ({ mspId, message: withoutChance(message) }));
  return {
    error: error.name,
    code: error.code,
    message: withoutChance(error.message),
    ...(details.length > 0 && { details: details.sort((a, b) => a.mspId.localeCompare(b.mspId)) }),
  };
}

/** Ids, creators, ports and times become names. */
function withoutChance(text: string): string {
  return text
    .replace(/(rpc error: code = Unavailable desc = ).*/, '$1<why>')
    .replace(/is \d+ bytes/g, 'is <n> bytes')
    .replace(/\b[0-9a-f]{64}\b/g, '<id>')
    .replace(/\b[0-9a-f]{200,}\b/g, '<creator>')
    .replace(/(localhost|127\.0\.0\.1):\d+/g, '<address>')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, '<time>');
}
