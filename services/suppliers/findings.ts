import { toHex } from '#ledger/bytes.ts';
import type { CodeVerdict } from '#schemas/codes/verdict.ts';
import type { Finding } from '#schemas/finding.ts';
import { scopeCovers } from '#schemas/goods-scope.ts';
import type { SupplierKind } from '#schemas/supplier-kind.ts';
import { civilDateOf } from '#schemas/time.ts';
import type { Clock } from '../clock.ts';
import type { Reader, Tx } from '../context.ts';
import { anyId } from '../db/any-of.ts';
import {
  type RuleScope,
  sup01IdentifierCodes,
  sup05RelatedParties,
  sup06CopiedDocument,
} from '../rules/index.ts';

/** The rules of the district, today. */
export async function ruleScope(db: Reader | Tx['db'], districtId: string, clock: Clock): Promise<RuleScope> {
  const { jurisdiction } = await (db as Reader)
    .selectFrom('districts')
    .select('jurisdiction')
    .where('id', '=', districtId)
    .executeTakeFirstOrThrow();
  return { jurisdiction, on: civilDateOf(clock.now()) };
}

interface CheckedPaper {
  readonly id: string;
  readonly kind: string;
  readonly verdict: CodeVerdict | undefined;
  readonly voucherId: string | undefined;
  readonly goodsScope?: readonly string[] | undefined;
}

/** SUP-01: what is odd about a number, or about who holds such a licence. */
export function numberFindings(
  tx: Tx,
  scope: RuleScope,
  supplier: { readonly id: string; readonly kind: SupplierKind },
  { id, kind, verdict, voucherId, goodsScope = [] }: CheckedPaper,
): Finding[] {
  if (verdict === undefined) return [];
  const made = tx.reference.goods.classes.filter(({ code }) => scopeCovers(goodsScope, code));
  return tx.rules.evaluate(sup01IdentifierCodes, scope, {
    supplierId: supplier.id,
    papers: [{ id, kind, verdict, ...(voucherId === undefined ? {} : { overrideId: voucherId }) }],
    madeCategories:
      supplier.kind === 'manufacturer'
        ? made.flatMap(({ scCategory }) => (scCategory === undefined ? [] : [scCategory]))
        : [],
  });
}

interface Party {
  readonly id: string;
  readonly address: string;
  readonly recordId: string;
}

const markedAttributes: Readonly<Record<string, 'phone' | 'legal-person'>> = {
  '/contactPhone': 'phone',
  '/legalPerson': 'legal-person',
};

/** SUP-05: who else has the same phone, address or name of the legal representative. */
export async function relatedParties(tx: Tx, scope: RuleScope, supplier: Party): Promise<Finding[]> {
  const neighbours = await tx.db
    .selectFrom('suppliers')
    .select(['id', 'address', 'recordId'])
    .where('id', '!=', supplier.id)
    .where(({ eb, or, selectFrom }) =>
      or([
        eb('address', '=', supplier.address),
        eb(
          'recordId',
          'in',
          selectFrom('personalMarks as own')
            .innerJoin('personalMarks as same', 'same.mark', 'own.mark')
            .select('same.recordId')
            .where('own.recordId', '=', supplier.recordId),
        ),
      ]),
    )
    .orderBy('id')
    .execute();
  const marks = await tx.db
    .selectFrom('personalMarks')
    .select(['recordId', 'path', 'mark'])
    .where('recordId', '=', anyId([supplier.recordId, ...neighbours.map(({ recordId }) => recordId)]))
    .execute();
  const attributesOf = (party: Party) => [
    { attribute: 'address' as const, digest: party.address },
    ...marks.flatMap(({ recordId, path, mark }) => {
      const attribute = recordId === party.recordId && markedAttributes[path];
      return attribute ? [{ attribute, digest: toHex(mark) }] : [];
    }),
  ];
  // Pair by pair: what the others have in common among themselves was found when they were registered.
  return neighbours.flatMap((other) => {
    const suppliers = [supplier, other].map((party) => ({
      supplierId: party.id,
      attributes: attributesOf(party),
    }));
    return tx.rules.evaluate(sup05RelatedParties, scope, { suppliers });
  });
}

export interface FiledPaper {
  readonly id: string;
  readonly supplierId: string;
  readonly kind: string;
  readonly paperSha256: string | null;
}

/** SUP-06: the very file that another supplier handed in as its own paper. */
export async function copiedDocument(tx: Tx, scope: RuleScope, paper: FiledPaper): Promise<Finding[]> {
  const { id, supplierId, kind, paperSha256: fileHash } = paper;
  if (fileHash === null) return [];
  const others = await tx.db
    .selectFrom('qualifications')
    .select(['id', 'supplierId'])
    .where('paperSha256', '=', fileHash)
    .where('supplierId', '!=', supplierId)
    .orderBy('id')
    .execute();
  return tx.rules.evaluate(sup06CopiedDocument, scope, {
    document: { id, supplierId, kind, fileHash },
    others: others.map((other) => ({ ...other, fileHash })),
  });
}
