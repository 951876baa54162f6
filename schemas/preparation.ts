import { z } from 'zod';
import { AllergenCode } from './dish.ts';
import { LotUses } from './lot-use.ts';
import { CivilDate, GivenInstant, Id, Line, PositiveGrams } from './values.ts';

const Inputs = LotUses.refine((uses) => uses.length > 0, { error: 'at least one lot' });

/** A container that is topped up: oil vat, rice bin, soy-sauce jar, master stock. One lot is in it at a time. */
const VesselName = Line(40);

/** A semi-finished good, with its own share of what went in: a by-product knows nothing of the others' inputs. */
const Output = z.strictObject({
  name: Line(60),
  grams: PositiveGrams,
  inputs: Inputs,
  expiresOn: CivilDate.optional(),
  vessel: VesselName.optional(),
  allergens: z.array(AllergenCode).max(20).default([]),
});

export const NewPreparation = z
  .strictObject({
    /** When it was ready; now unless given. */
    preparedAt: GivenInstant.optional(),
    outputs: z.array(Output).min(1).max(20),
  })
  .meta({
    id: 'NewPreparation',
    examples: [
      {
        outputs: [
          {
            name: '肉片（上浆）',
            grams: 21_000,
            inputs: [{ lotId: '01938e6a-9c00-7000-8000-000000000001', grams: 20_000 }],
          },
        ],
      },
    ],
  });
export type NewPreparation = z.input<typeof NewPreparation>;

export const NewTopUp = z
  .strictObject({
    /** The lot that is in the vessel now. What is left of it goes into the new lot. */
    vatLotId: Id,
    inputs: Inputs,
    toppedUpAt: GivenInstant.optional(),
  })
  .refine(({ vatLotId, inputs }) => inputs.every(({ lotId }) => lotId !== vatLotId), {
    path: ['inputs'],
    error: 'the vessel itself is no input',
  })
  .meta({
    id: 'NewTopUp',
    examples: [
      {
        vatLotId: '01938e6a-9c00-7000-8000-000000000002',
        inputs: [{ lotId: '01938e6a-9c00-7000-8000-000000000001', grams: 5_000 }],
      },
    ],
  });
export type NewTopUp = z.input<typeof NewTopUp>;
