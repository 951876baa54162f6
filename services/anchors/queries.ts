import { toHex } from '#ledger/bytes.ts';
import { type CanonicalObject, parseCanonical } from '#ledger/canonical.ts';
import { fieldsOf } from '#ledger/fields.ts';
import type { ProofState, StoredRecord } from '#schemas/proof.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, type Reader, read } from '../context.ts';
import { DomainError } from '../errors.ts';
import { bundleFor } from './bundle.ts';
import { type Proof, proofOf } from './proof.ts';

/** A record with the state of its proof. School roles see those of their own school. */
export async function storedRecord(ctx: Context, recordId: string): Promise<StoredRecord> {
  const { districtId } = authorise(ctx, 'record.read');
  return await read(ctx, async (db) => {
    const record = await readableRecord(ctx, db, recordId);
    const replacedBy = await db
      .selectFrom('records')
      .select('id')
      .where('districtId', '=', districtId)
      .where('subjectId', '=', record.subjectId)
      .where('replacesId', '=', recordId)
      .orderBy('id')
      .execute();
    return {
      id: record.id,
      type: record.type,
      canonical: record.canonical,
      digest: toHex(record.digest),
      ...(record.replacesId && { replaces: record.replacesId }),
      replacedBy: replacedBy.map(({ id }) => id),
      proof: proofState(await proofOf(db, districtId, recordId)),
    };
  });
}

/**
 * The proof bundle of a record with the given fields shown, or with all that are not personal. Personal values are not
 * given out here, whoever asks.
 */
export async function recordBundle(
  ctx: Context,
  recordId: string,
  disclose: readonly string[] | undefined,
): Promise<string> {
  const { districtId } = authorise(ctx, 'record.read');
  return await read(ctx, async (db) => {
    const { canonical } = await readableRecord(ctx, db, recordId);
    const withheld = personalFields(canonical).filter((path) => disclose?.includes(path));
    if (withheld.length > 0) throw new DomainError('forbidden', { data: { personal: withheld } });
    return await bundleFor(db, ctx.vault, { districtId, recordId, disclose: disclose ?? 'open' });
  });
}

async function readableRecord(ctx: Context, db: Reader, recordId: string) {
  const { districtId } = authorise(ctx, 'record.read');
  const record = await db
    .selectFrom('records')
    .select(['id', 'type', 'subjectId', 'schoolId', 'canonical', 'digest', 'replacesId'])
    .where('districtId', '=', districtId)
    .where('id', '=', recordId)
    .executeTakeFirst();
  if (!record) throw new DomainError('not-found', { data: { recordId } });
  authorise(ctx, 'record.read', { schoolId: record.schoolId });
  return record;
}

const personalFields = (canonical: string): string[] =>
  fieldsOf(parseCanonical(canonical) as CanonicalObject).flatMap(({ kind, path }) =>
    kind === 'personal' ? [path] : [],
  );

function proofState(proof: Proof): ProofState {
  if (proof.state === 'pending') return { state: 'pending' };
  const { state, index, origin, size, root, signedAt } = proof;
  const place = { state, index, origin, size, root: toHex(root), signedAt };
  if (proof.state === 'sequenced') return place;
  const { name: ledger, kind, witness } = proof.ledger;
  const { transactionId, blockNumber, anchoredAt, witness: attested } = proof.anchoring;
  const organisations = attested.attestations.length;
  return {
    ...place,
    anchoring: { ledger, kind, witness, organisations, transactionId, blockNumber, anchoredAt },
  };
}
