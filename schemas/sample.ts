import { z } from 'zod';
import { MealKind } from './meal.ts';
import { SecondPerson } from './second-person.ts';
import { CivilDate, GivenInstant, Id, Instant, Line, MilliC } from './values.ts';

const id = '01938e6a-9c00-7000-8000-000000000001';

/** A refrigerator that holds nothing but samples. */
export const NewCabinet = z
  .strictObject({ name: Line(40) })
  .meta({ id: 'NewCabinet', examples: [{ name: '1号留样柜' }] });
export type NewCabinet = z.input<typeof NewCabinet>;

export const Cabinet = z
  .object({
    id: Id,
    name: z.string(),
    /** The latest reading, if there is one. */
    temperatureMilliC: z.int().nullable(),
    measuredAt: Instant.nullable(),
  })
  .meta({ id: 'Cabinet' });
export type Cabinet = z.infer<typeof Cabinet>;

export const NewSample = z
  .strictObject({
    dishId: Id,
    /** At least what the law asks for (125 g); less than the school's own minimum is a finding. */
    grams: z.int().min(1).max(10_000),
    /** When it was sealed and put in; now unless given. */
    sealedAt: GivenInstant.optional(),
    cabinetId: Id,
    /** Number on the container. */
    container: Line(20),
  })
  .meta({
    id: 'NewSample',
    examples: [{ dishId: id, grams: 150, cabinetId: id, container: 'A-07' }],
  });
export type NewSample = z.input<typeof NewSample>;

export const NewSampleDiscard = z
  .strictObject({ sampleId: Id, reason: Line(200), witness: SecondPerson })
  .meta({
    id: 'NewSampleDiscard',
    examples: [{ sampleId: id, reason: '留样期满', witness: { username: 'li.jianguo', pin: '314159' } }],
  });
export type NewSampleDiscard = z.input<typeof NewSampleDiscard>;

export const NewReading = z
  .strictObject({
    cabinetId: Id,
    temperatureMilliC: MilliC,
    /** Now unless given. */
    measuredAt: GivenInstant.optional(),
  })
  .meta({ id: 'NewReading', examples: [{ cabinetId: id, temperatureMilliC: 3_500 }] });
export type NewReading = z.input<typeof NewReading>;

/** A sample in a cabinet. */
export const KeptSample = z
  .object({
    id: Id,
    code: z.string(),
    dishId: Id,
    dishName: z.string(),
    mealKind: MealKind,
    mealOn: CivilDate,
    grams: z.int(),
    sealedAt: Instant,
    /** From then on it may be discarded, unless it is held. */
    dueAt: Instant,
    cabinet: z.string(),
    container: z.string(),
    held: z.boolean(),
  })
  .meta({ id: 'KeptSample' });
export type KeptSample = z.infer<typeof KeptSample>;

/** A dish that must have a sample and has none. */
export const MissingSample = z
  .object({
    dishId: Id,
    dishName: z.string(),
    mealKind: MealKind,
    /** The meal at which it was served first; null while it waits to be served. */
    mealId: Id.nullable(),
    servedAt: Instant.nullable(),
    /** By when the sample had to be sealed; null while it waits to be served. */
    dueAt: Instant.nullable(),
    overdue: z.boolean(),
  })
  .meta({ id: 'MissingSample' });
export type MissingSample = z.infer<typeof MissingSample>;
