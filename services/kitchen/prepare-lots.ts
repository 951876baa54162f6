import type { z } from 'zod';
import type { MadeNow } from '#schemas/kitchen-stock.ts';
import { NewPreparation } from '#schemas/preparation.ts';
import { authorise, ownSchool } from '../accounts/index.ts';
import { type Context, type Tx, transact } from '../context.ts';
import { newId } from '../ids.ts';
import { happenedAt, lockLots } from '../lots/index.ts';
import { appendRecord } from '../records/append.ts';
import { schoolOf } from '../schools/index.ts';
import { allergensIn } from './allergens.ts';
import { makePreparedLot, mentionUsed } from './make-prepared-lot.ts';
import { takeFromKitchen } from './take-from-kitchen.ts';
import { fillVessel } from './vessels.ts';

/** What all outputs of one preparation share. */
interface Preparation {
  readonly id: string;
  readonly schoolId: string;
  readonly schoolName: string;
  readonly preparedAt: string;
}

/**
 * Makes semi-finished goods and by-products of lots in the kitchen (切配、上浆、腌制…). Each output is an event of its own
 * with its own share of the inputs, so a trace never passes from one output to the inputs of another.
 *
 * @throws DomainError what `takeFromKitchen` throws; `conflict` when a vessel is not empty
 */
export async function prepareLots(ctx: Context, input: NewPreparation): Promise<{ lots: MadeNow[] }> {
  const schoolId = ownSchool(authorise(ctx, 'kitchen.write'));
  const { outputs, preparedAt } = NewPreparation.parse(input);
  return await transact(ctx, async (tx) => {
    const { name: schoolName } = await schoolOf(tx.db, schoolId);
    const preparation = {
      id: newId(tx.clock.now()),
      schoolId,
      schoolName,
      preparedAt: happenedAt(tx, preparedAt, '/preparedAt'),
    };
    const inputs = outputs.flatMap((output) => output.inputs.map(({ lotId }) => lotId));
    await lockLots(tx, schoolId, [...new Set(inputs)]);
    const lots: MadeNow[] = [];
    for (const output of outputs) lots.push(await makeOutput(tx, preparation, output));
    return { lots };
  });
}

type Output = z.output<typeof NewPreparation>['outputs'][number];

async function makeOutput(tx: Tx, preparation: Preparation, output: Output): Promise<MadeNow> {
  const { schoolId, schoolName, preparedAt } = preparation;
  const { name, grams, inputs, expiresOn, vessel } = output;
  const used = await takeFromKitchen(tx, schoolId, inputs, preparedAt);
  const allergens = (await allergensIn(tx, used, output.allergens)).map(({ code }) => code);
  const id = newId(tx.clock.now());
  // Before the lot gets its number: of all that were ever in a vessel, the latest is in it.
  if (vessel !== undefined) await fillVessel(tx, schoolId, vessel, id);
  const { code, recordId } = await makePreparedLot(tx, {
    id,
    event: 'preparation',
    schoolId,
    name,
    grams,
    madeAt: preparedAt,
    used,
    allergens,
    expiresOn,
    vessel,
  });
  await appendRecord(tx, {
    type: 'lot-prepared',
    id: recordId,
    subject: id,
    school: schoolId,
    occurredAt: preparedAt,
    body: {
      schoolName,
      lot: { id, code, name },
      grams,
      inputs: mentionUsed(used),
      allergens,
      expiresOn,
      preparation: preparation.id,
      vessel,
    },
  });
  return { id, code, recordId };
}
