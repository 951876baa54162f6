import { buildBundle } from '#ledger/build-bundle.ts';
import { toHex } from '#ledger/bytes.ts';
import { type CanonicalObject, parseCanonical } from '#ledger/canonical.ts';
import { type FieldPath, fieldsOf } from '#ledger/fields.ts';
import type { Reader } from '../context.ts';
import { DomainError } from '../errors.ts';
import type { PersonalVault } from '../records/personal.ts';
import { proofOf } from './proof.ts';

interface Wanted {
  readonly districtId: string;
  readonly recordId: string;
  /** The fields to show, by JSON pointer; `open` shows all that are not personal. */
  readonly disclose: 'open' | readonly FieldPath[];
}

/**
 * The proof bundle of a record: the text of the file, to be handed out byte for byte. Whoever calls has decided that
 * the reader may see these fields.
 *
 * @throws DomainError `not-found`, `proof-pending` until the record has its place, and `invalid-input` for a field
 * that the record does not have or whose value was erased.
 */
export async function bundleFor(db: Reader, vault: PersonalVault, wanted: Wanted): Promise<string> {
  const { districtId, recordId, disclose } = wanted;
  const record = await recordToProve(db, districtId, recordId);
  const proof = await proofOf(db, districtId, recordId);
  if (proof.state === 'pending') throw new DomainError('proof-pending', { data: { recordId } });
  const fields = fieldsOf(parseCanonical(record.canonical) as CanonicalObject);
  const open = fields.flatMap(({ kind, path }) => (kind === 'open' ? [path] : []));
  const shown = disclose === 'open' ? open : disclose;
  const personal = await personalValues(db, vault, { districtId, recordId, paths: shown });
  const showable = new Set([...open, ...personal.keys()]);
  const unknown = shown.filter((path) => !showable.has(path));
  if (unknown.length > 0) throw new DomainError('invalid-input', { data: { notToBeShown: unknown } });
  const { previous, canonical, salt } = record;
  return buildBundle({
    record: { canonical, salt, personal, ...(previous && { previous: toHex(previous) }) },
    disclose: shown,
    place: proof,
    ...(proof.state === 'anchored' && { witness: proof.anchoring.witness }),
  });
}

async function recordToProve(db: Reader, districtId: string, recordId: string) {
  const record = await db
    .selectFrom('records')
    .leftJoin('records as replaced', (join) =>
      join
        .onRef('replaced.districtId', '=', 'records.districtId')
        .onRef('replaced.id', '=', 'records.replacesId'),
    )
    .select(['records.canonical', 'records.salt', 'replaced.digest as previous'])
    .where('records.districtId', '=', districtId)
    .where('records.id', '=', recordId)
    .executeTakeFirst();
  if (!record) throw new DomainError('not-found', { data: { recordId } });
  return record;
}

/** The sealed values of these fields that have not been erased. */
async function personalValues(
  db: Reader,
  vault: PersonalVault,
  wanted: Omit<Wanted, 'disclose'> & { readonly paths: readonly FieldPath[] },
) {
  const rows = await db
    .selectFrom('personalValues')
    .select(['path', 'salt', 'sealed'])
    .where('districtId', '=', wanted.districtId)
    .where('recordId', '=', wanted.recordId)
    .where('path', 'in', ['', ...wanted.paths])
    .execute();
  return new Map(
    rows.map(({ path, salt, sealed }) => [
      path,
      { salt, value: vault.open(sealed, `${wanted.recordId}${path}`) },
    ]),
  );
}
