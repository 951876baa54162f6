import { z } from 'zod';
import { DishTrait } from '../dish-trait.ts';
import { StockPlace } from '../kitchen-stock.ts';
import { MealKind } from '../meal.ts';
import { CivilDate, Instant } from '../values.ts';
import { Count, row } from './row.ts';

const id = z.uuid();

export const kitchenRows = {
  /** What the kitchen holds of a delivery lot. Issued minus remaining is what it used, disposed of or gave back. */
  kitchenStock: row({
    districtId: id,
    lotId: id,
    schoolId: id,
    issuedGrams: Count,
    remainingGrams: Count,
    /** The latest issue. */
    issuedAt: Instant,
  }),
  lotIssues: row({
    districtId: id,
    id,
    schoolId: id,
    lotId: id,
    grams: Count,
    purpose: z.string(),
    issuedAt: Instant,
    recordId: id,
  }),
  preparedLots: row({
    districtId: id,
    lotId: id,
    schoolId: id,
    vessel: z.string().nullable(),
    allergens: z.array(z.string()),
  }),
  /** The lot that each container holds, or held last. */
  vessels: row({ districtId: id, schoolId: id, name: z.string(), lotId: id }),
  /** A dish is a lot of the same id, which has its name and code, and began when it was cooked. */
  dishes: row({
    districtId: id,
    id,
    schoolId: id,
    mealKind: MealKind,
    mealOn: CivilDate,
    coreTemperatureMilliC: Count.nullable(),
    traits: z.array(DishTrait),
    allergens: z.array(z.string()),
    labelText: z.string().nullable(),
    recordId: id,
  }),
  /** A meal is a lot of the same id. */
  meals: row({
    districtId: id,
    id,
    schoolId: id,
    kind: MealKind,
    servedOn: CivilDate,
    servedAt: Instant,
    diners: Count,
    recordId: id,
  }),
  mealDishes: row({ districtId: id, mealId: id, dishId: id }),
  /** A disposal is a lot of the same id, at the end of the trace. */
  disposals: row({
    districtId: id,
    id,
    schoolId: id,
    lotId: id,
    place: StockPlace,
    grams: Count,
    reason: z.string(),
    witnessId: id,
    disposedAt: Instant,
    recordId: id,
  }),
  lotTransfers: row({
    districtId: id,
    id,
    lotId: id,
    fromSchoolId: id,
    newLotId: id,
    toSchoolId: id,
    grams: Count,
    sentAt: Instant,
    acceptedAt: Instant.nullable(),
    acceptedById: id.nullable(),
    recordId: id,
  }),
};
