import { z } from '@hono/zod-openapi';
import { StatedCorrection, StatedQualification } from '#schemas/qualification.ts';
import { Admission, Evaluation, Exit, NewSupplier, Suspension } from '#schemas/supplier.ts';
import { Id } from '#schemas/values.ts';
import { Recorded, Written } from '#schemas/written.ts';
import { IdempotencyHeaders, jsonAnswer, jsonBody, newApi, permittedRoute } from '../web/api.ts';
import { addQualification } from './add-qualification.ts';
import { admitSupplier } from './admit-supplier.ts';
import { correctQualification } from './correct-qualification.ts';
import { evaluateSupplier } from './evaluate-supplier.ts';
import { exitSupplier } from './exit-supplier.ts';
import { liftSuspension } from './lift-suspension.ts';
import { registerSupplier } from './register-supplier.ts';
import { suspendSupplier } from './suspend-supplier.ts';

const tags = ['suppliers'];
const headers = IdempotencyHeaders;
const ofSupplier = z.object({ supplierId: Id });
/** `warnings`: what is odd about the number, e.g. a division code that is in no table. */
const WrittenWithWarnings = Written.extend({ warnings: z.array(z.string()) });

const register = permittedRoute('supplier.register', {
  method: 'post',
  path: '/suppliers',
  tags,
  summary: 'Enter a supplier in the register',
  description:
    'A credit code that fails its check digit alone is taken when a second person vouches for it (`override`); without one the answer is `needs-override`.',
  request: { headers, ...jsonBody(NewSupplier) },
  responses: { 201: jsonAnswer('The supplier and the record of its registration', WrittenWithWarnings) },
  problems: ['conflict'],
});

const qualify = permittedRoute('supplier.qualify', {
  method: 'post',
  path: '/suppliers/{supplierId}/qualifications',
  tags,
  summary: 'Record a licence, filing or certificate',
  request: { headers, params: ofSupplier, ...jsonBody(StatedQualification) },
  responses: { 201: jsonAnswer('The paper and its record', WrittenWithWarnings) },
  problems: ['not-found', 'conflict'],
});

const correct = permittedRoute('supplier.qualify', {
  method: 'post',
  path: '/qualifications/{qualificationId}/corrections',
  tags,
  summary: 'Record what a paper really states, in place of what was recorded',
  request: { headers, params: z.object({ qualificationId: Id }), ...jsonBody(StatedCorrection) },
  responses: { 201: jsonAnswer('The version that is believed from now on', WrittenWithWarnings) },
  problems: ['not-found', 'conflict'],
});

const admit = permittedRoute('supplier.admit', {
  method: 'post',
  path: '/suppliers/{supplierId}/admissions',
  tags,
  summary: 'Admit a supplier at the account’s school',
  request: { headers, params: ofSupplier, ...jsonBody(Admission.omit({ supplierId: true })) },
  responses: { 201: jsonAnswer('The admission and its record', Written) },
  problems: ['not-found', 'conflict'],
});

const exit = permittedRoute('supplier.admit', {
  method: 'post',
  path: '/suppliers/{supplierId}/exits',
  tags,
  summary: 'End a supplier’s admission at the account’s school',
  request: { headers, params: ofSupplier, ...jsonBody(Exit.omit({ supplierId: true })) },
  responses: { 201: jsonAnswer('The record of the exit', Recorded) },
  problems: ['not-found'],
});

const evaluate = permittedRoute('supplier.admit', {
  method: 'post',
  path: '/suppliers/{supplierId}/evaluations',
  tags,
  summary: 'Evaluate a supplier that the account’s school has admitted',
  request: { headers, params: ofSupplier, ...jsonBody(Evaluation.omit({ supplierId: true })) },
  responses: { 201: jsonAnswer('The evaluation and its record', Written) },
  problems: ['not-found'],
});

const suspend = permittedRoute('supplier.suspend', {
  method: 'post',
  path: '/suppliers/{supplierId}/suspensions',
  tags,
  summary: 'Suspend a supplier in the whole district',
  request: { headers, params: ofSupplier, ...jsonBody(Suspension.omit({ supplierId: true })) },
  responses: { 201: jsonAnswer('The suspension and its record', Written) },
  problems: ['not-found', 'conflict'],
});

const lift = permittedRoute('supplier.suspend', {
  method: 'post',
  path: '/suppliers/{supplierId}/suspension-lifts',
  tags,
  summary: 'Lift the district’s suspension of a supplier',
  request: { headers, params: ofSupplier, ...jsonBody(Suspension.omit({ supplierId: true })) },
  responses: { 201: jsonAnswer('The record of the lifting', Recorded) },
  problems: ['not-found'],
});

export const supplierRoutes = newApi()
  .openapi(register, async (c) => c.json(await registerSupplier(c.var.ctx, c.req.valid('json')), 201))
  .openapi(qualify, async (c) =>
    c.json(await addQualification(c.var.ctx, { ...c.req.valid('param'), ...c.req.valid('json') }), 201),
  )
  .openapi(correct, async (c) =>
    c.json(await correctQualification(c.var.ctx, { ...c.req.valid('param'), ...c.req.valid('json') }), 201),
  )
  .openapi(admit, async (c) =>
    c.json(await admitSupplier(c.var.ctx, { ...c.req.valid('param'), ...c.req.valid('json') }), 201),
  )
  .openapi(exit, async (c) =>
    c.json(await exitSupplier(c.var.ctx, { ...c.req.valid('param'), ...c.req.valid('json') }), 201),
  )
  .openapi(evaluate, async (c) =>
    c.json(await evaluateSupplier(c.var.ctx, { ...c.req.valid('param'), ...c.req.valid('json') }), 201),
  )
  .openapi(suspend, async (c) =>
    c.json(await suspendSupplier(c.var.ctx, { ...c.req.valid('param'), ...c.req.valid('json') }), 201),
  )
  .openapi(lift, async (c) =>
    c.json(await liftSuspension(c.var.ctx, { ...c.req.valid('param'), ...c.req.valid('json') }), 201),
  );
