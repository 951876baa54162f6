import { z } from '@hono/zod-openapi';
import { Finding } from '#schemas/finding.ts';
import {
  Cabinet,
  KeptSample,
  MissingSample,
  NewCabinet,
  NewReading,
  NewSample,
  NewSampleDiscard,
} from '#schemas/sample.ts';
import { CivilDate, Id, Instant } from '#schemas/values.ts';
import { Recorded, Written } from '#schemas/written.ts';
import { IdempotencyHeaders, jsonAnswer, jsonBody, newApi, permittedRoute } from '../web/api.ts';
import { addCabinet } from './add-cabinet.ts';
import { discardSample } from './discard-sample.ts';
import { missingSamples } from './missing-samples.ts';
import { keptSamples, listCabinets } from './queries.ts';
import { recordCabinetTemperature } from './record-cabinet-temperature.ts';
import { takeSample } from './take-sample.ts';

const tags = ['samples'];
const headers = IdempotencyHeaders;
const ofSchool = z.object({ schoolId: Id.optional() });

const cabinets = permittedRoute('sample.read', {
  method: 'get',
  path: '/cabinets',
  tags,
  summary: 'Sample cabinets with their latest temperature',
  request: { query: ofSchool },
  responses: { 200: jsonAnswer('Cabinets in order of name', z.array(Cabinet)) },
});

const newCabinet = permittedRoute('sample.write', {
  method: 'post',
  path: '/cabinets',
  tags,
  summary: 'Put a sample cabinet into use',
  request: { headers, ...jsonBody(NewCabinet) },
  responses: { 201: jsonAnswer('The cabinet and its record', Written) },
  problems: ['conflict'],
});

const measure = permittedRoute('sample.write', {
  method: 'post',
  path: '/cabinets/{cabinetId}/temperatures',
  tags,
  summary: 'Record how warm a sample cabinet is',
  request: {
    headers,
    params: z.object({ cabinetId: Id }),
    ...jsonBody(NewReading.omit({ cabinetId: true })),
  },
  responses: {
    201: jsonAnswer(
      'The reading, and the samples that were too warm',
      z.object({ id: Id, recordId: Id, findings: z.array(Finding) }),
    ),
  },
  problems: ['not-found'],
});

const kept = permittedRoute('sample.read', {
  method: 'get',
  path: '/samples',
  tags,
  summary: 'The samples in the cabinets',
  request: { query: ofSchool },
  responses: { 200: jsonAnswer('Samples, soonest due first', z.array(KeptSample)) },
});

const take = permittedRoute('sample.write', {
  method: 'post',
  path: '/samples',
  tags,
  summary: 'Seal a sample of a dish',
  request: { headers, ...jsonBody(NewSample) },
  responses: {
    201: jsonAnswer(
      'The sample, until when it is kept, and what looks wrong about it',
      z.object({ id: Id, code: z.string(), recordId: Id, dueAt: Instant, findings: z.array(Finding) }),
    ),
  },
  problems: ['not-found', 'lot-not-available'],
});

const missing = permittedRoute('sample.read', {
  method: 'get',
  path: '/samples/missing',
  tags,
  summary: 'The dishes of a day that must have a sample and have none',
  request: { query: ofSchool.extend({ on: CivilDate.optional() }) },
  responses: { 200: jsonAnswer('Dishes, the most urgent first', z.array(MissingSample)) },
});

const discard = permittedRoute('sample.write', {
  method: 'post',
  path: '/samples/{sampleId}/discard',
  tags,
  summary: 'Discard a sample before a witness',
  request: {
    headers,
    params: z.object({ sampleId: Id }),
    ...jsonBody(NewSampleDiscard.omit({ sampleId: true })),
  },
  responses: { 200: jsonAnswer('The record of it', Recorded) },
  problems: [
    'not-found',
    'sample-too-early-to-discard',
    'sample-held',
    'lot-not-available',
    'same-signer',
    'co-signer-refused',
    'locked',
  ],
});

export const sampleRoutes = newApi()
  .openapi(cabinets, async (c) => c.json(await listCabinets(c.var.ctx, c.req.valid('query')), 200))
  .openapi(newCabinet, async (c) => c.json(await addCabinet(c.var.ctx, c.req.valid('json')), 201))
  .openapi(measure, async (c) =>
    c.json(
      await recordCabinetTemperature(c.var.ctx, { ...c.req.valid('param'), ...c.req.valid('json') }),
      201,
    ),
  )
  .openapi(kept, async (c) => c.json(await keptSamples(c.var.ctx, c.req.valid('query')), 200))
  .openapi(take, async (c) => c.json(await takeSample(c.var.ctx, c.req.valid('json')), 201))
  .openapi(missing, async (c) => c.json(await missingSamples(c.var.ctx, c.req.valid('query')), 200))
  .openapi(discard, async (c) =>
    c.json(await discardSample(c.var.ctx, { ...c.req.valid('param'), ...c.req.valid('json') }), 200),
  );
