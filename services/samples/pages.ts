import { Hono } from 'hono';
import type { AppEnv } from '../web/env.ts';
import { milliCFromCelsius, readForm } from '../web/form.ts';
import { answerForm } from '../web/form-view.ts';
import { addCabinet } from './add-cabinet.ts';
import { discardFields, discardPage, readDiscard } from './discard-page.ts';
import { discardSample } from './discard-sample.ts';
import { recordCabinetTemperature } from './record-cabinet-temperature.ts';
import { samplesPage } from './samples-page.ts';
import { readSample, takenPage, takenPath, takePage } from './take-page.ts';
import { takeSample } from './take-sample.ts';

/** Samples on a phone. */
export const samplePages = new Hono<AppEnv>()
  .get('/canteen/samples', (c) => samplesPage(c))
  .get('/canteen/samples/take', (c) => takePage(c, {}))
  .post('/canteen/samples/take', async (c) => {
    const { ctx, fields } = await readForm(c);
    return await answerForm(
      c,
      {},
      (refusal) => takePage(c, fields, refusal),
      async () => takenPath(await takeSample(ctx, readSample(fields))),
    );
  })
  .get('/canteen/samples/taken', (c) => takenPage(c))
  .get('/canteen/samples/:sampleId/discard', (c) => discardPage(c, c.req.param('sampleId'), {}))
  .post('/canteen/samples/:sampleId/discard', async (c) => {
    const { ctx, fields } = await readForm(c);
    const sampleId = c.req.param('sampleId');
    return await answerForm(
      c,
      discardFields,
      (refusal) => discardPage(c, sampleId, fields, refusal),
      async () => {
        await discardSample(ctx, readDiscard(sampleId, fields));
        return '/canteen/samples?done=discarded';
      },
    );
  })
  .post('/canteen/cabinets', async (c) => {
    const { ctx, fields: values } = await readForm(c);
    return await answerForm(
      c,
      {},
      (refusal) => samplesPage(c, { cabinetId: 'new', values, refusal }),
      async () => {
        await addCabinet(ctx, { name: values.name ?? '' });
        return '/canteen/samples';
      },
    );
  })
  .post('/canteen/cabinets/:cabinetId/temperatures', async (c) => {
    const { ctx, fields: values } = await readForm(c);
    const cabinetId = c.req.param('cabinetId');
    const field = `celsius-${cabinetId}`;
    return await answerForm(
      c,
      { '/temperatureMilliC': field },
      (refusal) => samplesPage(c, { cabinetId, values, refusal }),
      async () => {
        const temperatureMilliC = milliCFromCelsius(values[field]) ?? Number.NaN;
        const { findings } = await recordCabinetTemperature(ctx, { cabinetId, temperatureMilliC });
        return `/canteen/samples?done=measured&warm=${findings.length}`;
      },
    );
  });
