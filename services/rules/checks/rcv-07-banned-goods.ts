import { z } from 'zod';
import { DishTrait } from '#schemas/dish-trait.ts';
import type { RuleCheck } from '../check.ts';

const Parameters = z.strictObject({
  banned: z.array(
    z.strictObject({
      item: z.string().min(1),
      /** Any of these in the product's name. */
      names: z.array(z.string().min(2)).min(1),
      /** Goods classes in which the names are looked for; absent means all. */
      goodsCodes: z.array(z.string()).optional(),
    }),
  ),
  /** Dishes that are banned for what they are, e.g. cold or raw. */
  bannedTraits: z.array(DishTrait),
});

interface Facts {
  /** The batch, order line or dish that is asked about. */
  readonly id: string;
  readonly goodsCode: string;
  /** Name of the product or dish. */
  readonly productName: string;
  /** Of a dish; goods have none. */
  readonly traits?: readonly DishTrait[] | undefined;
}

/** Nothing is bought or cooked that is banned for this kind of school. The list belongs to the rule's version. */
export const rcv07BannedGoods: RuleCheck<Facts, typeof Parameters> = {
  ruleId: 'RCV-07',
  parameters: Parameters,
  find({ id, goodsCode, productName, traits = [] }, { banned, bannedTraits }) {
    const named = banned
      .filter(({ goodsCodes }) => goodsCodes === undefined || goodsCodes.includes(goodsCode))
      .filter(({ names }) => names.some((name) => productName.includes(name)))
      .map(({ item }) => item);
    const cooked = traits.filter((trait) => bannedTraits.includes(trait));
    return [...named, ...cooked].map((item) => ({
      breach: 'banned-goods',
      evidence: [id],
      data: { item, goodsCode },
    }));
  },
};
