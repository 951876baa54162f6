import { civilDateOf } from '#schemas/time.ts';
import { authorise, ownSchool } from '../accounts/index.ts';
import { type Context, read } from '../context.ts';
import { type DocumentExpression, missingDocuments, requiredDocuments } from '../reference/index.ts';
import { schoolOf } from '../schools/index.ts';
import { type StandingFault, supplierStandingOn } from '../suppliers/index.ts';

/** What somebody asks about before the goods are in: a class of goods, made here or abroad. */
export interface NeedsQuery {
  readonly goodsCode: string;
  readonly imported: boolean;
}

/** What has to come with goods of this class from this supplier today. */
export interface PaperNeeds {
  /** One paper of each group; the delivery note itself is not among them. */
  readonly groups: DocumentExpression;
  /** The maker's production licence number must be written down: the supplier's file does not have it. */
  readonly makerLicence: boolean;
  /** Why the goods cannot be accepted whatever comes with them. */
  readonly faults: readonly StandingFault[];
}

export const needsKey = ({ goodsCode, imported }: NeedsQuery): string => `${goodsCode} ${imported}`;

/** RCV-01 and RCV-08 looked up beforehand, each once, so that the form can ask for each paper where it is needed. */
export async function paperNeeds(
  ctx: Context,
  supplierId: string,
  asked: readonly NeedsQuery[],
): Promise<ReadonlyMap<string, PaperNeeds>> {
  const schoolId = ownSchool(authorise(ctx, 'delivery.record'));
  const on = civilDateOf(ctx.clock.now());
  const { goods: tree, documentOverrides } = ctx.reference;
  return await read(ctx, async (db) => {
    const { jurisdiction } = await schoolOf(db, schoolId);
    const needs = new Map<string, PaperNeeds>();
    for (const query of asked) {
      const goods = tree.find(query.goodsCode);
      if (!goods || needs.has(needsKey(query))) continue;
      const { goodsCode } = query;
      const standing = await supplierStandingOn(db, ctx.reference, { supplierId, schoolId, goodsCode, on });
      const imported = query.imported || goods.quarantine === 'imported';
      const required = requiredDocuments(
        { goods, supplierKind: standing.kind, imported, jurisdiction, on },
        documentOverrides,
      );
      const held = standing.heldDocuments.map(({ kind }) => kind);
      const ofMaker = missingDocuments(required.producer, held);
      needs.set(needsKey(query), {
        groups: [
          ...missingDocuments(required.batch, ['INVOICE']),
          ...ofMaker.filter((group) => !group.includes('SC_LICENSE')),
        ],
        makerLicence: ofMaker.some((group) => group.includes('SC_LICENSE')),
        faults: standing.faults,
      });
    }
    return needs;
  });
}
