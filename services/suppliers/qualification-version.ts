import { personal } from '#schemas/records/record.ts';
import type { Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { newId } from '../ids.ts';
import { linkPaper } from '../papers/index.ts';
import type { Draft } from '../records/append.ts';
import { storeFindings } from '../records/findings.ts';
import { aliasOf } from '../records/personal-marks.ts';
import { copiedDocument, type FiledPaper, numberFindings, ruleScope } from './findings.ts';
import type { lockSupplier } from './lock-supplier.ts';
import type { PreparedQualification } from './prepare-qualification.ts';

export interface RecordedQualification {
  readonly id: string;
  readonly recordId: string;
  /** What is odd about the number (SUP-01); also kept as findings. */
  readonly warnings: string[];
}

type Supplier = Awaited<ReturnType<typeof lockSupplier>>;

/**
 * One version of a paper: the draft of its record, and the row that is believed from now on. Under the lock on the
 * supplier, no two believed versions of one number may be valid on the same day.
 *
 * @throws DomainError `conflict`, and `invalid-input` for a business licence of another firm or an unknown file
 */
export async function newVersion(tx: Tx, supplier: Supplier, paper: PreparedQualification) {
  if (paper.kind === 'BIZ_LICENSE' && supplier.creditCode !== null && paper.number !== supplier.creditCode) {
    throw new DomainError('invalid-input', {
      errors: [{ pointer: '/number', detail: 'not the supplier’s credit code' }],
    });
  }
  const now = tx.clock.now();
  const id = newId(now);
  const keys = await keysOf(tx, paper);
  await refuseOverlap(tx, supplier.id, paper, keys);
  if (paper.paper !== undefined) {
    await linkPaper(tx, paper.paper, {
      subjectKind: 'qualification',
      subjectId: id,
      schoolId: null,
      supplierId: supplier.id,
    });
  }
  const { kind, issuer, validFrom, validTo, status, goodsScope } = paper;
  const row = {
    ...keys,
    districtId: tx.districtId,
    id,
    supplierId: supplier.id,
    kind,
    number: paper.personalNumber ? masked(paper.number) : paper.number,
    numberCheck: paper.check,
    issuer,
    validFrom,
    validTo: validTo ?? null,
    status,
    goodsScope: goodsScope ?? null,
    paperSha256: paper.paper ?? null,
    recordedAt: now,
    recordedById: paper.recordedById,
    supersededAt: null,
    replacesId: null,
  };
  return { row, draft: draftOf(supplier, paper, now), personal: markedValues(paper, keys) };
}

/** Keeps what the rules find odd about a paper: its number (SUP-01), or a file seen at another supplier (SUP-06). */
export async function judgeVersion(
  tx: Tx,
  supplier: Supplier,
  paper: PreparedQualification,
  version: FiledPaper & { readonly recordId: string },
): Promise<void> {
  const { id, kind, recordId } = version;
  const { verdict, vouchedFor, goodsScope } = paper;
  const scope = await ruleScope(tx.db, tx.districtId, tx.clock);
  const checked = { id, kind, verdict, voucherId: vouchedFor?.account, goodsScope };
  const findings = [
    ...numberFindings(tx, scope, supplier, checked),
    ...(await copiedDocument(tx, scope, version)),
  ];
  const subject = { kind: 'supplier', id: supplier.id, schoolId: null, recordId };
  await storeFindings(tx, [{ subject, findings }]);
}

export const answerFor = (
  id: string,
  recordId: string,
  { verdict }: PreparedQualification,
): RecordedQualification => ({ id, recordId, warnings: [...(verdict?.warnings ?? [])] });

function draftOf(supplier: Supplier, paper: PreparedQualification, now: string) {
  const { number, holder, personalNumber, kind, issuer, validFrom, validTo, status, goodsScope } = paper;
  return {
    type: 'qualification-recorded',
    subject: supplier.id,
    occurredAt: now,
    body: {
      supplier: supplier.named,
      kind,
      kindName: paper.type.nameZh,
      number: personalNumber ? undefined : number,
      personalNumber: personalNumber ? personal(number) : undefined,
      numberCheck: paper.check,
      holder: holder === undefined ? undefined : personal(holder),
      issuer,
      validFrom,
      validTo,
      status,
      goodsScope,
      paper: paper.paper,
      vouchedFor: paper.vouchedFor,
    },
  } as const satisfies Draft<'qualification-recorded'>;
}

/** `holderKey`: the person or vehicle that a paper is about, so that one of them does not renew another's. */
async function keysOf(tx: Tx, { number, holder, personalNumber, type }: PreparedQualification) {
  const vehicle = type.scope === 'vehicle' ? number : '';
  return {
    numberKey: personalNumber ? await aliasOf(tx, number, purposes.number) : number,
    holderKey: holder === undefined ? vehicle : await aliasOf(tx, holder, purposes.holder),
  };
}

const purposes = { number: 'paper/number', holder: 'paper/holder' };

/** What of the record is personal, so that the same person or number is known again. */
function markedValues(
  { number, holder, personalNumber }: PreparedQualification,
  { numberKey, holderKey }: Awaited<ReturnType<typeof keysOf>>,
) {
  const numbers = { path: '/personalNumber', value: number, purpose: purposes.number, alias: numberKey };
  return [
    ...(personalNumber ? [numbers] : []),
    ...(holder === undefined
      ? []
      : [{ path: '/holder', value: holder, purpose: purposes.holder, alias: holderKey }]),
  ];
}

/** The same rule as the database's temporal key, with an answer that says what is in the way. */
async function refuseOverlap(
  tx: Tx,
  supplierId: string,
  { kind, validFrom, validTo }: PreparedQualification,
  { numberKey, holderKey }: Awaited<ReturnType<typeof keysOf>>,
): Promise<void> {
  const other = await tx.db
    .selectFrom('qualifications')
    .select(['id', 'validFrom', 'validTo'])
    .where('supplierId', '=', supplierId)
    .where('kind', '=', kind)
    .where('numberKey', '=', numberKey)
    .where('holderKey', '=', holderKey)
    .where('supersededAt', 'is', null)
    .where(({ eb, or }) => or([eb('validTo', 'is', null), eb('validTo', '>=', validFrom)]))
    .$if(validTo !== undefined, (query) => query.where('validFrom', '<=', validTo as string))
    .executeTakeFirst();
  if (!other) return;
  throw new DomainError('conflict', {
    detail: {
      zh: '同一编号在这段时间内已有登记；内容有误请更正原登记。',
      en: 'This number is already recorded for that time; correct that entry if it is wrong.',
    },
    data: { qualificationId: other.id, validFrom: other.validFrom, validTo: other.validTo },
  });
}

/** The first and last four characters: enough to tell two papers apart, not enough to know the person. */
const masked = (number: string): string =>
  number.length <= 8
    ? '*'.repeat(number.length)
    : `${number.slice(0, 4)}${'*'.repeat(number.length - 8)}${number.slice(-4)}`;
