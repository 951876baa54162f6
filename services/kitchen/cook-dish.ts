import { NewDish } from '#schemas/dish.ts';
import type { MadeNow } from '#schemas/kitchen-stock.ts';
import { civilDateOf } from '#schemas/time.ts';
import { authorise, ownSchool } from '../accounts/index.ts';
import { type Context, type Tx, transact } from '../context.ts';
import { newId } from '../ids.ts';
import { happenedAt, linkLots, makeLot } from '../lots/index.ts';
import { appendRecord } from '../records/append.ts';
import { storeFindings } from '../records/findings.ts';
import type { Allergen } from '../reference/index.ts';
import { rcv07BannedGoods } from '../rules/index.ts';
import { type SchoolFacts, schoolOf } from '../schools/index.ts';
import { allergensIn } from './allergens.ts';
import { mentionUsed } from './make-prepared-lot.ts';
import { takeFromKitchen } from './take-from-kitchen.ts';

/**
 * Cooks a dish of lots in the kitchen. Its allergens are those of everything that went in, plus what labels add. What is
 * banned for the kind of school becomes a finding.
 *
 * @throws DomainError what `takeFromKitchen` throws; `invalid-input` for a time in the future or an unknown allergen
 */
export async function cookDish(ctx: Context, input: NewDish): Promise<MadeNow> {
  const schoolId = ownSchool(authorise(ctx, 'kitchen.write'));
  const { inputs, allergens: declared, ...dish } = NewDish.parse(input);
  return await transact(ctx, async (tx) => {
    const cookedAt = happenedAt(tx, dish.cookedAt, '/cookedAt');
    const used = await takeFromKitchen(tx, schoolId, inputs, cookedAt);
    const allergens = await allergensIn(tx, used, declared);
    const recordId = newId(tx.clock.now());
    const { name } = dish;
    const lot = await makeLot(tx, {
      kind: 'dish',
      schoolId,
      name,
      beganAt: cookedAt,
      quantityGrams: null,
      recordId,
    });
    const meal = { mealKind: dish.mealKind, mealOn: dish.mealOn ?? civilDateOf(cookedAt) };
    await storeDish(tx, { ...dish, ...meal, id: lot.id, schoolId, recordId, allergens });
    await linkLots(tx, {
      kind: 'cooking',
      schoolId,
      occurredAt: cookedAt,
      recordId,
      inputs: used.map((input) => ({ number: input.lot.number, quantityGrams: input.grams })),
      outputs: [lot],
    });
    const school = await schoolOf(tx.db, schoolId);
    await appendRecord(tx, {
      type: 'dish-cooked',
      id: recordId,
      subject: lot.id,
      school: schoolId,
      occurredAt: cookedAt,
      body: {
        schoolName: school.name,
        dish: { id: lot.id, code: lot.code, name },
        ...meal,
        inputs: mentionUsed(used),
        coreTemperatureMilliC: dish.coreTemperatureMilliC,
        traits: dish.traits,
        allergens: allergens.map(({ code, nameZh }) => ({ code, name: nameZh })),
        labelText: dish.labelText,
      },
    });
    await askIfBanned(tx, school, { ...dish, id: lot.id, recordId, cookedAt });
    return { id: lot.id, code: lot.code, recordId };
  });
}

interface CookedDish {
  readonly id: string;
  readonly recordId: string;
  readonly name: string;
  readonly traits: NonNullable<NewDish['traits']>;
  readonly cookedAt: string;
}

/** RCV-07: what is on the table already is written down; whoever looks at the findings asks. */
async function askIfBanned(tx: Tx, school: SchoolFacts, dish: CookedDish): Promise<void> {
  const { id, recordId, name, traits, cookedAt } = dish;
  const scope = { jurisdiction: school.jurisdiction, schoolKind: school.kind, on: civilDateOf(cookedAt) };
  const findings = tx.rules.evaluate(rcv07BannedGoods, scope, {
    id,
    goodsCode: '',
    productName: name,
    traits,
  });
  await storeFindings(tx, [{ subject: { kind: 'lot', id, schoolId: school.id, recordId }, findings }]);
}

interface StoredDish {
  readonly id: string;
  readonly schoolId: string;
  readonly recordId: string;
  readonly mealKind: NewDish['mealKind'];
  readonly mealOn: string;
  readonly coreTemperatureMilliC?: number | undefined;
  readonly traits: NonNullable<NewDish['traits']>;
  readonly allergens: readonly Allergen[];
  readonly labelText?: string | undefined;
}

async function storeDish(tx: Tx, dish: StoredDish): Promise<void> {
  await tx.db
    .insertInto('dishes')
    .values({
      districtId: tx.districtId,
      id: dish.id,
      schoolId: dish.schoolId,
      mealKind: dish.mealKind,
      mealOn: dish.mealOn,
      coreTemperatureMilliC: dish.coreTemperatureMilliC ?? null,
      traits: dish.traits,
      allergens: dish.allergens.map(({ code }) => code),
      labelText: dish.labelText ?? null,
      recordId: dish.recordId,
    })
    .execute();
}
