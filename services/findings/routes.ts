import { FindingFilter, FindingPage } from '#schemas/stored-finding.ts';
import { jsonAnswer, newApi, permittedRoute } from '../web/api.ts';
import { listFindings } from './list-findings.ts';

const list = permittedRoute('finding.read', {
  method: 'get',
  path: '/findings',
  tags: ['findings'],
  summary: 'What the rules found, a page at a time',
  request: { query: FindingFilter },
  responses: {
    200: jsonAnswer(
      'Findings, the newest first; `next` is the `after` of the page that follows',
      FindingPage,
    ),
  },
});

export const findingRoutes = newApi().openapi(list, async (c) =>
  c.json(await listFindings(c.var.ctx, c.req.valid('query')), 200),
);
