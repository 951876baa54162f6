import { z } from 'zod';
import { DishTrait } from '#schemas/dish-trait.ts';
import type { RuleCheck } from '../check.ts';

const Parameters = z.strictObject({
  banned: z.array(
    z.strictObject({
      item: z.string().min(1),
      /** Any of these in the product's name. */
      names: z.array(z.string().min(2)).min(1),
      /** Goods classes in which these are banned; absent means all. */
      goodsCodes: z.array(z.string()).optional(),
      /** Goods classes in which the name is harmless, such as dried ones. In any other it may be a wrong class. */
      harmlessIn: z.array(z.string()).optional(),
    }),
  ),
  /** Dishes that are banned for what they are, e.g. cold or raw. */
  bannedTraits: z.array(DishTrait),
});

type Banned = z.infer<typeof Parameters>['banned'][number];

interface Facts {
  /** The batch, order line or dish that is asked about. */
  readonly id: string;
  readonly goodsCode: string;
  /** Name of the product or dish. */
  readonly productName: string;
  /** Of a dish; goods have none. */
  readonly traits?: readonly DishTrait[] | undefined;
}

/**
 * Nothing is bought or cooked that is banned for this kind of school. The list belongs to the rule's version. The name of
 * something banned under another class is a question: goods of a wrong class, or something made of it.
 */
export const rcv07BannedGoods: RuleCheck<Facts, typeof Parameters> = {
  ruleId: 'RCV-07',
  parameters: Parameters,
  find({ id, goodsCode, productName, traits = [] }, { banned, bannedTraits }) {
    const name = productName.replaceAll(/\s/g, '');
    const named = banned.filter(({ names }) => names.some((each) => name.includes(each)));
    const isBanned = ({ goodsCodes }: Banned) => goodsCodes?.includes(goodsCode) ?? true;
    const certain = named.filter(isBanned).map(({ item }) => item);
    const doubtful = named
      .filter((entry) => !isBanned(entry) && !entry.harmlessIn?.includes(goodsCode))
      .map(({ item }) => item)
      .filter((item) => !certain.includes(item));
    const cooked = traits.filter((trait) => bannedTraits.includes(trait));
    const found = (breach: 'banned-goods' | 'banned-name') => (item: string) => ({
      ...{ breach, evidence: [id], data: { item, goodsCode } },
    });
    return [...[...certain, ...cooked].map(found('banned-goods')), ...doubtful.map(found('banned-name'))];
  },
};
