import { Hono, type Context as HonoContext } from 'hono';
import { Year832 } from '#schemas/order-queries.ts';
import { TotalsQuery } from '#schemas/purchase-totals.ts';
import { civilDateOf } from '#schemas/time.ts';
import { may } from '../../accounts/index.ts';
import type { AppEnv } from '../../web/env.ts';
import { type Fields, fenFromYuan, formKeys, readForm } from '../../web/form.ts';
import { staffPage } from '../../web/layout.ts';
import { allocateContractorOrder } from '../allocate-contractor-order.ts';
import { listClaims, listUnshared } from '../claims.ts';
import { decideOrderClaim } from '../decide-order-claim.ts';
import { listFilings } from '../filings.ts';
import { texts } from '../messages.ts';
import { totalsWithExceptions } from '../totals/totals.ts';
import { districtUnits } from '../units.ts';
import { claimsPage } from './claims-page.ts';
import { filingsPage } from './filings-page.ts';
import { orAgain, type Returned, viewOf } from './form-return.ts';
import { settled } from './links.ts';

type C = HonoContext<AppEnv>;

/** What the bureau looks at unit by unit: filings and exceptions, contested and unshared orders. */
export const bureauUnitPages = new Hono<AppEnv>()
  .get('/bureau/832/filings', async (c) => {
    const { ctx, language } = c.var;
    const now = ctx.clock.now();
    const year = Year832.parse(c.req.query('year') || civilDateOf(now).slice(0, 4));
    const query = settled(TotalsQuery.parse({ year, by: 'filingUnit' }), now);
    const { totals, exceptions } = await totalsWithExceptions(ctx, query);
    const filings = await listFilings(ctx, year);
    const schools = await districtUnits(ctx);
    const view = { totals, query, filings, exceptions, schools, rules: ctx.rules.all };
    return await staffPage(c, {
      title: texts.filings,
      styles: ['lists.css'],
      body: filingsPage(view, language),
    });
  })
  .get('/bureau/832/claims', async (c) => await claims(c))
  .post('/bureau/832/claims/:id', async (c) => {
    const { fields, ctx } = await readForm(c);
    return await orAgain(c, { fields, again: (returned) => claims(c, returned) }, async () => {
      const { decision, reason } = fields;
      await decideOrderClaim(ctx, c.req.param('id'), { decision, reason } as Parameters<
        typeof decideOrderClaim
      >[2]);
      return '/bureau/832/claims';
    });
  })
  .post('/bureau/832/allocations', async (c) => {
    const { fields, ctx } = await readForm(c);
    return await orAgain(c, { fields, again: (returned) => claims(c, returned) }, async () => {
      await allocateContractorOrder(ctx, allocationOf(fields));
      return '/bureau/832/claims';
    });
  });

async function claims(c: C, returned?: Returned): Promise<Response> {
  const { ctx } = c.var;
  const view = {
    claims: await listClaims(ctx),
    unshared: await listUnshared(ctx),
    schools: await districtUnits(ctx),
    decides: may(ctx, 'purchase.decide'),
  };
  return await staffPage(c, {
    title: texts.claims,
    status: returned?.refusal.status ?? 200,
    body: claimsPage(view, viewOf(c, returned), () => formKeys(c)),
  });
}

/** Percentages as typed, in 1/10,000; what cannot be read is left for the schema to refuse. */
function allocationOf(fields: Fields) {
  const shares = Object.entries(fields)
    .filter(([name]) => name.startsWith('share-'))
    .map(([name, text]) => ({ schoolId: name.slice('share-'.length), basisPoints: fenFromYuan(text) ?? 0 }));
  const { platform, orderNo } = fields;
  return { platform, orderNo, shares } as Parameters<typeof allocateContractorOrder>[1];
}
