import type { z } from 'zod';
import type { CodeVerdict } from '#schemas/codes/verdict.ts';
import type { StatedQualification } from '#schemas/qualification.ts';
import type { AccountActor, Context } from '../context.ts';
import { DomainError } from '../errors.ts';
import type { DocumentType } from '../reference/index.ts';
import { checkNumber } from './check-number.ts';
import { requireKnownGoods } from './goods.ts';
import { type VouchedNumber, vouchForNumber } from './vouch-for-number.ts';

type Stated = z.output<typeof StatedQualification>;

/** A paper whose number, kind and goods have been checked; ready to be recorded. */
export interface PreparedQualification extends Omit<Stated, 'override'>, VouchedNumber {
  readonly type: DocumentType;
  /** True when the number tells who a person is: it is committed and sealed, and shown masked. */
  readonly personalNumber: boolean;
  /** Undefined when no check of such numbers is known. */
  readonly verdict: CodeVerdict | undefined;
  readonly recordedById: string;
}

/**
 * Checks what a paper states before anything is written.
 *
 * @throws DomainError `invalid-input`, `needs-override` and the refusals of the second person
 */
export async function prepareQualification(
  ctx: Context,
  actor: AccountActor,
  { override, ...stated }: Stated,
): Promise<PreparedQualification> {
  const { reference } = ctx;
  const type = reference.documentTypes.find(({ code }) => code === stated.kind);
  if (!type || type.scope === 'batch') refuse('/kind', 'not a licence or filing');
  if (type.scope === 'person' && stated.holder === undefined) refuse('/holder', 'required for this kind');
  if (type.scope !== 'person' && stated.holder !== undefined) refuse('/holder', 'not for this kind');
  requireKnownGoods(reference, stated.goodsScope);
  const { format, verdict } = checkNumber(type, stated.number, reference.divisions.knownRegion);
  const vouched = await vouchForNumber(ctx, actor, verdict, { pointer: '/number', override });
  return {
    ...stated,
    ...vouched,
    type,
    number: verdict?.normalised ?? stated.number,
    personalNumber: type.scope === 'person' || format === 'RESIDENT_ID',
    verdict,
    recordedById: actor.accountId,
  };
}

function refuse(pointer: string, detail: string): never {
  throw new DomainError('invalid-input', { errors: [{ pointer, detail }] });
}
