import type { SearchAnswer, SearchHit } from '#schemas/trace.ts';
import { authorise } from '../accounts/index.ts';
import { type AccountActor, type Context, type Reader, read } from '../context.ts';
import { namesLike, schoolsLike, suppliersLike } from './dictionaries.ts';
import { type LotFinder, lotHits, lotIds } from './lot-hits.ts';
import { readSearchText, type SearchText } from './search-text.ts';

export interface SearchQuery {
  readonly q?: string | undefined;
  /** Only lots of this supplier, or at this school. */
  readonly supplierId?: string | undefined;
  readonly schoolId?: string | undefined;
}

/** Lots listed at most; the newest ones of each way of matching. */
const listedLots = 60;

/**
 * One box for everything that may stand on a label, a paper or a complaint. What nothing matches is an empty answer,
 * never an error.
 *
 * Names are looked for in small dictionaries (suppliers, schools, goods, distinct names of lots) and the lots then by
 * equality: two-character Chinese words have no trigram, and row-level security keeps LIKE off the index of lots.
 */
export async function searchTrace(ctx: Context, query: SearchQuery): Promise<SearchAnswer> {
  const actor = authorise(ctx, 'trace.read');
  const meant = readSearchText(query.q ?? '');
  return await read(ctx, async (db) => {
    const people = meant.text === '' ? [] : await peopleLike(db, actor, meant.text);
    const finders = await findersOf(ctx, db, meant, query);
    const found = await lotIds(db, actor, finders, { ...query, atMost: listedLots + 1 });
    const lots = await lotHits(db, found.slice(0, listedLots));
    return { hits: [...people, ...lots], more: found.length > listedLots };
  });
}

async function peopleLike(db: Reader, actor: AccountActor, text: string): Promise<SearchHit[]> {
  const suppliers = await suppliersLike(db, text, actor.supplierId);
  const schools = actor.supplierId === null ? await schoolsLike(db, text, actor.schoolId) : [];
  return [...suppliers, ...schools];
}

/** The ways in which lots may match, surest first. */
async function findersOf(
  ctx: Context,
  db: Reader,
  { text, code, days }: SearchText,
  { supplierId, schoolId }: SearchQuery,
): Promise<LotFinder[]> {
  if (code !== undefined) return [{ by: 'code', code }];
  if (days !== undefined) return [{ by: 'date', ...days }];
  if (text === '') return supplierId || schoolId ? [{ by: 'listed' }] : [];
  const goods = goodsLike(ctx, text);
  const names = await namesLike(db, text);
  return [
    { by: 'note-number', number: text },
    { by: 'supplier-lot', number: text },
    ...(names.length > 0 ? [{ by: 'name' as const, names }] : []),
    ...(goods.length > 0 ? [{ by: 'goods' as const, codes: goods }] : []),
  ];
}

/** Classes by code or name; a group stands for all its classes. */
function goodsLike({ reference }: Context, text: string): string[] {
  const { groups, classes } = reference.goods;
  const wanted = text.toLowerCase();
  const fits = ({ code, nameZh, nameEn }: { code: string; nameZh: string; nameEn: string }) =>
    code.toLowerCase() === wanted || nameZh.includes(text) || nameEn.toLowerCase().includes(wanted);
  const fitting = new Set(groups.filter(fits).map(({ code }) => code));
  return classes.filter((entry) => fits(entry) || fitting.has(entry.group)).map(({ code }) => code);
}
