import { z } from '@hono/zod-openapi';
import { SupplierKind } from '#schemas/supplier-kind.ts';
import { ExpiryAlert, SupplierSummary, SupplierView } from '#schemas/supplier-view.ts';
import { Id } from '#schemas/values.ts';
import { jsonAnswer, newApi, permittedRoute } from '../web/api.ts';
import { askStanding, StandingQuestion } from './ask-standing.ts';
import { listExpiryAlerts } from './list-alerts.ts';
import { listSuppliers, SupplierSearch } from './list-suppliers.ts';
import { viewSupplier } from './view-supplier.ts';

const tags = ['suppliers'];
const ofSupplier = z.object({ supplierId: Id });

const Standing = z
  .object({
    supplierId: Id,
    name: z.string(),
    creditCode: z.string(),
    kind: SupplierKind,
    heldDocuments: z.array(
      z.object({ kind: z.string(), number: z.string(), validTo: z.iso.date().nullable() }),
    ),
    faults: z.array(
      z.object({
        ruleId: z.enum(['SUP-02', 'SUP-03', 'RCV-08']),
        code: z.enum([
          'not-admitted',
          'exited',
          'suspended',
          'licence-missing',
          'licence-expired',
          'out-of-scope',
        ]),
        documentKinds: z.array(z.string()).optional(),
        validTo: z.iso.date().optional(),
      }),
    ),
  })
  .meta({ id: 'SupplierStanding' });

const list = permittedRoute('supplier.read', {
  method: 'get',
  path: '/suppliers',
  tags,
  summary: 'The district’s suppliers, a page at a time',
  request: { query: SupplierSearch },
  responses: {
    200: jsonAnswer(
      'Suppliers in order of name; `next` is the `after` of the page that follows',
      z.object({ suppliers: z.array(SupplierSummary), next: Id.optional() }),
    ),
  },
});

const alerts = permittedRoute('supplier.read', {
  method: 'get',
  path: '/supplier-alerts',
  tags,
  summary: 'Papers that are about to lapse or have',
  responses: { 200: jsonAnswer('Open alerts, the soonest end first', z.array(ExpiryAlert)) },
});

const view = permittedRoute('supplier.read', {
  method: 'get',
  path: '/suppliers/{supplierId}',
  tags,
  summary: 'A supplier with its papers, admissions, suspensions, alerts and findings',
  request: { params: ofSupplier },
  responses: { 200: jsonAnswer('What the account may see of the supplier', SupplierView) },
  problems: ['not-found'],
});

const standing = permittedRoute('supplier.read', {
  method: 'get',
  path: '/suppliers/{supplierId}/standing',
  tags,
  summary: 'Was the supplier qualified on a day, as known at an instant?',
  request: { params: ofSupplier, query: StandingQuestion },
  responses: { 200: jsonAnswer('Qualified when there are no faults', Standing) },
  problems: ['not-found'],
});

export const supplierReadRoutes = newApi()
  .openapi(list, async (c) => c.json(await listSuppliers(c.var.ctx, c.req.valid('query')), 200))
  .openapi(alerts, async (c) => c.json(await listExpiryAlerts(c.var.ctx), 200))
  .openapi(view, async (c) => c.json(await viewSupplier(c.var.ctx, c.req.valid('param').supplierId), 200))
  .openapi(standing, async (c) =>
    c.json(await askStanding(c.var.ctx, c.req.valid('param').supplierId, c.req.valid('query')), 200),
  );
