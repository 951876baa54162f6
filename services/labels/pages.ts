import { Hono } from 'hono';
import { parseTraceCode } from '#schemas/codes/trace-code.ts';
import { DomainError } from '../errors.ts';
import { sampleLabel } from '../samples/index.ts';
import type { AppEnv } from '../web/env.ts';
import { sortableTime } from '../web/format.ts';
import { type Label, labelPage } from './label-page.ts';
import { lotLabel } from './lot-label.ts';
import { messages } from './messages.ts';

/** Labels of 60 × 40 mm, for the people of the canteen: the name of who took a sample stands on it. */
export const labelPages = new Hono<AppEnv>()
  .get('/labels/samples/:code', async (c) => {
    const code = codeOf(c.req.param('code'));
    const label = await sampleLabel(c.var.ctx, code);
    const printed: Label = {
      heading: label.dishName,
      code,
      lines: [
        [messages.mealKind, `${label.mealOn.slice(5)} ${messages[label.mealKind][c.var.language]}`],
        [messages.sealedAt, sortableTime(label.sealedAt).slice(5)],
        [messages.grams, `${label.grams} g`],
        [messages.takenBy, label.takenByName],
        [messages.dueAt, sortableTime(label.dueAt).slice(5)],
        [messages.container, `${label.cabinet} ${label.container}`],
      ],
    };
    return labelPage(c, [printed], '/canteen/samples');
  })
  .get('/labels/lots/:code', async (c) => {
    const code = codeOf(c.req.param('code'));
    const { kind, name, schoolName, beganAt, supplierLot, producedOn, expiresOn } = await lotLabel(
      c.var.ctx,
      code,
    );
    const printed: Label = {
      heading: name,
      code,
      lines: [
        [messages[kind], sortableTime(beganAt)],
        ...(supplierLot === null ? [] : [[messages.supplierLot, supplierLot] as const]),
        ...(producedOn === null ? [] : [[messages.producedOn, producedOn] as const]),
        ...(expiresOn === null ? [] : [[messages.expiresOn, expiresOn] as const]),
        [messages.school, schoolName],
      ],
    };
    return labelPage(c, [printed], `/canteen/lots/${code}`);
  });

/** @throws DomainError `not-found` for what cannot be a code */
function codeOf(text: string): string {
  const code = parseTraceCode(text);
  if (code === undefined) throw new DomainError('not-found');
  return code;
}
