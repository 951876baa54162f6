import { scopeCovers } from '#schemas/goods-scope.ts';
import { addDays, civilDateOf, startOfDay } from '#schemas/time.ts';
import { authorise, ownSchool, rolesHolding } from '../accounts/index.ts';
import { type Context, type Reader, read } from '../context.ts';
import type { GoodsClass } from '../reference/index.ts';

export interface ReceivingChoices {
  readonly schoolId: string;
  /** The signed-in receiver's own name. */
  readonly firstSigner: string;
  /** Admitted to the school today; first those that delivered there lately, each group in the order of the names. */
  readonly suppliers: readonly AdmittedSupplier[];
  /** Those who may sign second. */
  readonly colleagues: readonly { readonly username: string; readonly displayName: string }[];
}

export interface AdmittedSupplier {
  readonly id: string;
  readonly name: string;
  /** Delivered to the school within the last two weeks. */
  readonly lately: boolean;
}

const lately = 14;

/** Whom the signed-in receiver can choose from. */
export async function receivingChoices(ctx: Context): Promise<ReceivingChoices> {
  const actor = authorise(ctx, 'delivery.record');
  const schoolId = ownSchool(actor);
  const today = civilDateOf(ctx.clock.now());
  return await read(ctx, async (db) => {
    const admitted = await admissions(db, schoolId, today)
      .innerJoin('suppliers', 'suppliers.id', 'supplierId')
      .select(['suppliers.id', 'suppliers.name'])
      .select(({ exists, selectFrom }) =>
        exists(
          selectFrom('deliveries')
            .select('deliveries.id')
            .whereRef('deliveries.supplierId', '=', 'suppliers.id')
            .where('deliveries.schoolId', '=', schoolId)
            .where('arrivedAt', '>=', startOfDay(addDays(today, -lately))),
        ).as('lately'),
      )
      .distinct()
      .execute();
    const suppliers = admitted
      .map((supplier) => ({ ...supplier, lately: Boolean(supplier.lately) }))
      .sort((a, b) => Number(b.lately) - Number(a.lately) || a.name.localeCompare(b.name, 'zh-CN'));
    const colleagues = await db
      .selectFrom('accounts')
      .select(['username', 'displayName'])
      .where('schoolId', '=', schoolId)
      .where('role', 'in', rolesHolding('delivery.sign'))
      .where('disabledAt', 'is', null)
      .where('id', '<>', actor.accountId)
      .orderBy('displayName')
      .execute();
    return { schoolId, firstSigner: actor.displayName, suppliers, colleagues };
  });
}

const admissions = (db: Reader, schoolId: string, on: string) =>
  db
    .selectFrom('admissions')
    .where('schoolId', '=', schoolId)
    .where('admittedOn', '<=', on)
    .where(({ or, eb }) => or([eb('exitedOn', 'is', null), eb('exitedOn', '>', on)]));

/** Goods as this supplier delivered them to this school last. */
export interface KnownGoods {
  readonly goodsCode: string;
  readonly goodsName: string;
  readonly priceFenPerKg: number;
  readonly shelfLifeDays: number | null;
  readonly originName: string | null;
  readonly makerName: string | null;
  readonly makerLicence: string | null;
  readonly importer: string | null;
  /** Among the lines of the latest delivery. */
  readonly inLastDelivery: boolean;
}

export interface SupplierGoods {
  /** The classes of goods that the school admitted the supplier for. */
  readonly classes: readonly GoodsClass[];
  readonly known: readonly KnownGoods[];
}

/** What the supplier may deliver here, and what it delivered before. */
export async function supplierGoods(ctx: Context, supplierId: string): Promise<SupplierGoods> {
  const schoolId = ownSchool(authorise(ctx, 'delivery.record'));
  return await read(ctx, async (db) => {
    const scopes = await admissions(db, schoolId, civilDateOf(ctx.clock.now()))
      .select('goodsScope')
      .where('supplierId', '=', supplierId)
      .execute();
    const classes = ctx.reference.goods.classes.filter(({ code }) =>
      scopes.some(({ goodsScope }) => scopeCovers(goodsScope, code)),
    );
    return { classes, known: await knownGoods(db, schoolId, supplierId) };
  });
}

async function knownGoods(db: Reader, schoolId: string, supplierId: string): Promise<KnownGoods[]> {
  const rows = await db
    .selectFrom('deliveryLines')
    .innerJoin('deliveries', 'deliveries.id', 'deliveryLines.deliveryId')
    .distinctOn(['goodsCode', 'goodsName'])
    .select(['goodsCode', 'goodsName', 'priceFenPerKg', 'shelfLifeDays', 'originName'])
    .select(['makerName', 'makerLicence', 'importer', 'deliveryId', 'arrivedAt', 'position'])
    .where('schoolId', '=', schoolId)
    .where('supplierId', '=', supplierId)
    .orderBy('goodsCode')
    .orderBy('goodsName')
    .orderBy('arrivedAt', 'desc')
    .limit(100)
    .execute();
  const latest = rows.toSorted((a, b) => (a.arrivedAt < b.arrivedAt ? 1 : -1))[0]?.deliveryId;
  return rows
    .toSorted((a, b) => a.position - b.position)
    .map(({ deliveryId, arrivedAt: _arrivedAt, position: _position, ...goods }) => ({
      ...goods,
      inLastDelivery: deliveryId === latest,
    }));
}
