import { Hono, type Context as HonoContext } from 'hono';
import { HoldsAfter } from '#schemas/lot-hold.ts';
import { TraceDirection, type TraceNode } from '#schemas/trace.ts';
import { may } from '../accounts/index.ts';
import { recordBundle } from '../anchors/index.ts';
import type { Context } from '../context.ts';
import { DomainError } from '../errors.ts';
import { listOpenHolds } from '../lots/index.ts';
import type { AppEnv } from '../web/env.ts';
import { staffPage } from '../web/layout.ts';
import { nodeName } from './columns.ts';
import { pageTexts, sharedTexts } from './messages.ts';
import { searchTrace } from './search.ts';
import { searchView } from './search-view.ts';
import { traceCsv } from './trace-csv.ts';
import { traceLot } from './trace-lot.ts';
import { type NextStep, traceView } from './trace-view.ts';

/** Lots that a page can show with all their evidence; the spreadsheet can have more. */
const onPage = 300;
const inFile = 20_000;

const styles = ['trace.css'];

/** A link from elsewhere may say anything; it then means back. */
const directionOf = (c: HonoContext<AppEnv>): TraceDirection =>
  TraceDirection.catch('back').parse(c.req.query('direction'));

export const tracePages = new Hono<AppEnv>()
  .get('/inspector', async (c) => {
    const { ctx, language } = c.var;
    const { q = '', supplierId, schoolId } = c.req.query();
    const asked = q.trim() !== '' || supplierId !== undefined || schoolId !== undefined;
    const answer = await searchTrace(ctx, asked ? { q: q.slice(0, 200), supplierId, schoolId } : {});
    const [hit] = answer.hits;
    if (answer.hits.length === 1 && hit?.type === 'lot' && hit.matched === 'code')
      return c.redirect(`/trace/${hit.code}`, 303);
    const { data: page = {} } = HoldsAfter.safeParse({ after: c.req.query('after') });
    const body = searchView({
      language,
      q,
      mayCompare: may(ctx, 'trace.compare'),
      answer: asked ? answer : undefined,
      held: asked || !may(ctx, 'lot.hold') ? undefined : await listOpenHolds(ctx, page),
    });
    return await staffPage(c, { title: pageTexts.search, styles: [...styles, 'lists.css'], body });
  })
  .get('/trace/:lot', async (c) => {
    const { ctx, language } = c.var;
    const { lot } = c.req.param();
    const trace = await traceLot(ctx, { lot, direction: directionOf(c), limit: onPage });
    const [start] = trace.nodes;
    if (!start) throw new DomainError('not-found');
    const body = traceView({
      trace,
      language,
      mayProve: may(ctx, 'record.read'),
      path: `/trace/${lot}`,
      steps: nextSteps(ctx, start),
    });
    return await staffPage(c, { title: nodeName(start, language), styles, body });
  })
  .get('/trace/:lot/trace.csv', async (c) => {
    const { lot } = c.req.param();
    const direction = directionOf(c);
    const limit = c.req.query('all') ? inFile : onPage;
    const text = traceCsv(await traceLot(c.var.ctx, { lot, direction, limit }), c.var.language);
    return c.body(text, 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="trace-${direction}.csv"`,
    });
  })
  .get('/trace/:lot/bundle.json', async (c) => {
    const { ctx } = c.var;
    const { nodes } = await traceLot(ctx, { lot: c.req.param('lot'), direction: 'back', limit: 1 });
    const recordId = nodes[0]?.proof.recordId;
    if (!recordId) throw new DomainError('not-found');
    return c.body(await recordBundle(ctx, recordId, undefined), 200, {
      'content-type': 'application/json',
      'content-disposition': `attachment; filename="${recordId}.proof.json"`,
    });
  });

const notHeld: ReadonlySet<TraceNode['kind']> = new Set(['meal', 'sample', 'disposal', 'return']);

/** What somebody who found the lot does next: hold it, or compare the meal with others. */
function nextSteps(ctx: Context, { id, code, kind, school, meal }: TraceNode): NextStep[] {
  const steps: NextStep[] = [];
  if (!notHeld.has(kind) && may(ctx, 'lot.hold', { schoolId: school?.id ?? null }))
    steps.push({ path: `/canteen/lots/${code ?? id}?do=hold`, label: pageTexts.hold });
  if (meal && may(ctx, 'trace.compare'))
    steps.push({
      path: `/inspector/shared-origins?to=${meal.servedOn}&meal[]=${id}`,
      label: sharedTexts.withOthers,
    });
  return steps;
}
