import type { Context as HonoContext } from 'hono';
import type { StockLot } from '#schemas/kitchen-stock.ts';
import { civilDateOf } from '#schemas/time.ts';
import { stockLots } from '../kitchen/index.ts';
import type { GoodsTree } from '../reference/index.ts';
import { readSearchText } from '../trace/index.ts';
import type { AppEnv } from '../web/env.ts';
import { staffPage } from '../web/layout.ts';
import { isLotAction, lotActions } from './lot-actions.ts';
import { messages } from './messages.ts';
import { isStockView, type StockView, stockViews } from './stock-figures.ts';
import { stockBody } from './stock-list.ts';

/**
 * Everything that the school has, first to expire first. `show` narrows it to what a figure counts, `q` to a name, and
 * `do` to the lots with which something can be done, each leading to where it is done. A code leads to its lot.
 */
export async function stockPage(c: HonoContext<AppEnv>): Promise<Response> {
  const { ctx, language } = c.var;
  const { q = '', show, do: wanted } = c.req.query();
  const action = isLotAction(wanted) ? wanted : undefined;
  const meant = readSearchText(q.slice(0, 200));
  if (meant.code !== undefined)
    return c.redirect(`/canteen/lots/${meant.code}${action ? `?do=${action}` : ''}`, 303);
  const today = civilDateOf(ctx.clock.now());
  const view: StockView = isStockView(show) ? show : 'all';
  const lots = (await stockLots(ctx, {}))
    .filter((lot) => !action || lotActions[action].possible(lot, today))
    .filter((lot) => called(lot, meant.text, ctx.reference.goods));
  return await staffPage(c, {
    title: action ? lotActions[action].label : messages.stock,
    ...(action ? { back: { path: '/canteen', label: messages.today } } : {}),
    styles: ['canteen.css'],
    body: stockBody(ctx, {
      language,
      today,
      q,
      view,
      action,
      lots,
      shown: lots.filter((lot) => stockViews[view].counts(lot, today)),
    }),
  });
}

/** True for lots whose name, class of goods or supplier has the words in it. */
function called({ name, goodsCode, supplierName }: StockLot, text: string, goods: GoodsTree): boolean {
  if (text === '') return true;
  const found = goodsCode === null ? undefined : goods.find(goodsCode);
  const names = [name, supplierName, found?.nameZh, found?.nameEn.toLowerCase()];
  return names.some((each) => each?.includes(text) || each?.includes(text.toLowerCase()));
}
