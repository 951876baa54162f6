import { z } from '@hono/zod-openapi';
import { comparedMeals, SharedOrigins } from '#schemas/shared-origins.ts';
import { SearchAnswer, Trace, TraceDirection } from '#schemas/trace.ts';
import { Id } from '#schemas/values.ts';
import { jsonAnswer, newApi, permittedRoute } from '../web/api.ts';
import { searchTrace } from './search.ts';
import { findSharedOrigins } from './shared-origins.ts';
import { traceCsv } from './trace-csv.ts';
import { traceLot } from './trace-lot.ts';

const tags = ['trace'];

const search = permittedRoute('trace.read', {
  method: 'get',
  path: '/trace/search',
  tags,
  summary: 'Find lots, suppliers and schools by whatever is known',
  request: {
    query: z.object({
      q: z
        .string()
        .max(200)
        .optional()
        .meta({
          description:
            'Trace code or QR address, delivery note, supplier’s lot, name or credit code of a supplier, name of a school, goods or dish, date or range of dates',
          examples: ['豆腐'],
        }),
      supplierId: Id.optional(),
      schoolId: Id.optional(),
    }),
  },
  responses: { 200: jsonAnswer('What was found; nothing found is an empty list', SearchAnswer) },
});

const common = permittedRoute('trace.compare', {
  method: 'get',
  path: '/trace/shared-origins',
  tags,
  summary: 'What several meals have in common',
  request: {
    query: z.object({
      meal: z
        .array(Id)
        .min(2)
        .max(comparedMeals)
        .meta({ description: 'Ids of the meals that sick people had, each as a `meal` of its own' }),
    }),
  },
  responses: { 200: jsonAnswer('Lots, suppliers and goods in at least two of the meals', SharedOrigins) },
  problems: ['not-found'],
});

const lotParams = z.object({
  lot: z
    .string()
    .max(60)
    .meta({ description: 'Id or trace code of a lot', examples: ['01938e6a-9c00-7000-8000-000000000001'] }),
});

const traceQuery = z.object({
  direction: TraceDirection.default('back'),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(20_000)
    .default(1000)
    .meta({ description: 'Lots to describe, the nearest first; counts are over all', examples: [1000] }),
});

const trace = permittedRoute('trace.read', {
  method: 'get',
  path: '/trace/lots/{lot}',
  tags,
  summary: 'Where a lot came from, or where it went, to any depth',
  request: { params: lotParams, query: traceQuery },
  responses: { 200: jsonAnswer('Lots, links and counts', Trace) },
  problems: ['not-found'],
});

const exported = permittedRoute('trace.read', {
  method: 'get',
  path: '/trace/lots/{lot}/trace.csv',
  tags,
  summary: 'The same as a spreadsheet',
  request: { params: lotParams, query: traceQuery },
  responses: {
    200: {
      description: 'One line a lot; titles in the language asked for',
      content: { 'text/csv': { schema: z.string() } },
    },
  },
  problems: ['not-found'],
});

export const traceRoutes = newApi()
  .openapi(search, async (c) => c.json(await searchTrace(c.var.ctx, c.req.valid('query')), 200))
  .openapi(common, async (c) => c.json(await findSharedOrigins(c.var.ctx, c.req.valid('query').meal), 200))
  .openapi(trace, async (c) => {
    const { lot } = c.req.valid('param');
    return c.json(await traceLot(c.var.ctx, { lot, ...c.req.valid('query') }), 200);
  })
  .openapi(exported, async (c) => {
    const { lot } = c.req.valid('param');
    const answer = await traceLot(c.var.ctx, { lot, ...c.req.valid('query') });
    return c.text(traceCsv(answer, c.var.language), 200, {
      'content-type': 'text/csv; charset=utf-8',
    }) as never;
  });
