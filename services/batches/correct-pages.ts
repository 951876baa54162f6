import { Hono, type Context as HonoContext } from 'hono';
import type { DeliveryCorrection } from '#schemas/delivery.ts';
import { DomainError } from '../errors.ts';
import { newId } from '../ids.ts';
import type { AppEnv } from '../web/env.ts';
import { readForm } from '../web/form.ts';
import { staffPage } from '../web/layout.ts';
import { reasonIn } from '../web/work-fields.ts';
import { correctDelivery } from './correct-delivery.ts';
import { draftOfStanding, withUnshown } from './correct-form.ts';
import { correctionForm } from './correct-view.ts';
import { draftView, type ShownDraft } from './draft-view.ts';
import { keepPhotos } from './keep-photos.ts';
import { messages } from './messages.ts';
import { paperNeeds } from './paper-needs.ts';
import { type Draft, draftOf, readDraft } from './receive-form.ts';
import { reasonOf } from './receive-reason.ts';
import { receivingChoices } from './receiving-choices.ts';
import { type StandingStatement, statedDelivery } from './stated-delivery.ts';

type Page = HonoContext<AppEnv>;

/** Putting a delivery right on a phone: the cards of receiving, filled in with what stands, a reason, two people. */
export const correctPages = new Hono<AppEnv>()
  .get('/canteen/deliveries/:id/correct', async (c) => {
    const standing = await statedDelivery(c.var.ctx, c.req.param('id'));
    return await formPage(c, standing, { draft: draftOfStanding(standing, await needsOf(c, standing)) });
  })
  .post('/canteen/deliveries/:id/correct', async (c) => {
    const sent = await readForm(c);
    const standing = await statedDelivery(c.var.ctx, c.req.param('id'));
    const { fields, faults } = await keepPhotos(c.var.ctx, sent);
    // A correction leaves the supplier as it is, whatever the form says.
    const draft = draftOf({ ...fields, supplier: standing.content.supplierId }, () => fresh(c));
    const [step = 'keep', lineId = ''] = (fields.step ?? '').split(':');
    const again = (lineIds: readonly string[]) =>
      formPage(c, standing, { draft: { ...draft, lineIds }, faults });
    if (faults.length > 0) return await again(draft.lineIds);
    if (step === 'add') return await again([...draft.lineIds, fresh(c)]);
    if (step === 'remove') return await again(draft.lineIds.filter((id) => id !== lineId));
    if (step !== 'sign' && step !== 'later') return await again(draft.lineIds);
    return await correct(c, standing, { draft, alone: step === 'later', ctx: sent.ctx });
  });

const fresh = (c: Page): string => newId(c.var.ctx.clock.now());

/** The papers that the lines, as they stand, need. */
const needsOf = (c: Page, { content }: StandingStatement) =>
  paperNeeds(
    c.var.ctx,
    content.supplierId,
    content.lines.map(({ goodsCode, importer }) => ({ goodsCode, imported: importer !== undefined })),
  );

async function formPage(c: Page, standing: StandingStatement, shown: ShownDraft): Promise<Response> {
  const { ctx } = c.var;
  const { id, supplierName } = standing.shown;
  const { colleagues, firstSigner } = await receivingChoices(ctx);
  return await staffPage(c, {
    title: messages.correctTitle,
    back: { path: `/canteen/deliveries/${id}`, label: messages.delivery },
    styles: ['canteen.css'],
    body: correctionForm(c, await draftView(c, supplierName, shown), {
      deliveryId: id,
      colleagues,
      firstSigner,
    }),
    scripts: ['receive.ts'],
    ...(shown.reason ? { status: shown.reason.status } : {}),
  });
}

interface Signing {
  readonly draft: Draft;
  /** The second person signs later. */
  readonly alone: boolean;
  /** With the form's submission key. */
  readonly ctx: Page['var']['ctx'];
}

async function correct(c: Page, standing: StandingStatement, { draft, alone, ctx }: Signing) {
  const { shown, content } = standing;
  const read = readDraft(draft, shown.schoolId, content.arrivedAt);
  const reason = reasonIn(draft.fields, 'why');
  const unexplained = reason === '' ? [{ field: 'why', text: messages.whyMissing }] : [];
  const faults = [...read.faults, ...unexplained];
  if (faults.length > 0) return await formPage(c, standing, { draft, faults });
  const { second = '', pin = '' } = draft.fields;
  try {
    if (!alone && !/^\d{6}$/.test(pin)) throw new DomainError('co-signer-refused');
    const correction: DeliveryCorrection = {
      ...withUnshown(read.delivery, standing, await needsOf(c, standing)),
      reason,
      ...(alone ? {} : { coSigner: { username: second, pin } }),
    };
    await correctDelivery(ctx, { ...correction, deliveryId: shown.id });
    return c.redirect(`/canteen/deliveries/${shown.id}?corrected`, 303);
  } catch (error) {
    return await formPage(c, standing, { draft, reason: reasonOf(c, error, read.delivery) });
  }
}
