import { Hono, type Context as HonoContext } from 'hono';
import { DomainError } from '../errors.ts';
import { newId } from '../ids.ts';
import type { AppEnv } from '../web/env.ts';
import { readForm } from '../web/form.ts';
import { staffPage } from '../web/layout.ts';
import { checkDelivery } from './check-delivery.ts';
import { checkForm } from './check-view.ts';
import { draftView, type ShownDraft } from './draft-view.ts';
import { keepPhotos } from './keep-photos.ts';
import { lineCard } from './line-card.ts';
import { messages } from './messages.ts';
import { namesIn } from './names.ts';
import { type Draft, draftOf, readDraft } from './receive-form.ts';
import { type Reason, reasonOf } from './receive-reason.ts';
import { receiveForm, supplierChoice } from './receive-view.ts';
import { type ReceivingChoices, receivingChoices, supplierGoods } from './receiving-choices.ts';
import { recordDelivery } from './record-delivery.ts';
import { startDraft } from './start-draft.ts';

type Page = HonoContext<AppEnv>;

/** Receiving on a phone: choose the supplier, fill in the cards, check, sign. Works without JavaScript, step by step. */
export const receivePages = new Hono<AppEnv>()
  .get('/canteen/receive', async (c) => {
    const choices = await receivingChoices(c.var.ctx);
    const supplierId = c.req.query('supplier') ?? '';
    if (!choices.suppliers.some(({ id }) => id === supplierId)) return await choicePage(c, choices);
    const { known } = await supplierGoods(c.var.ctx, supplierId);
    return await formPage(c, choices, { draft: startDraft(supplierId, known, () => fresh(c)) });
  })
  .get('/canteen/receive/line', async (c) => {
    const { supplier = '', line = fresh(c), goods = '', importer = '', ordinal = '1' } = c.req.query();
    const fields = { [`${line}.goods`]: goods, [`${line}.importer`]: importer };
    const draft: Draft = { id: fresh(c), supplierId: supplier, lineIds: [line], fields };
    const view = await draftView(c, '', { draft });
    return await c.html(lineCard(view, line, Number(ordinal)));
  })
  .post('/canteen/receive', async (c) => {
    const sent = await readForm(c);
    const { fields, faults } = await keepPhotos(c.var.ctx, sent);
    const draft = draftOf(fields, () => fresh(c));
    const choices = await receivingChoices(c.var.ctx);
    const [step = 'keep', lineId = ''] = (fields.step ?? '').split(':');
    switch (faults.length > 0 ? 'keep' : step) {
      case 'add':
        return await formPage(c, choices, { draft: { ...draft, lineIds: [...draft.lineIds, fresh(c)] } });
      case 'remove':
        return await formPage(c, choices, {
          draft: { ...draft, lineIds: draft.lineIds.filter((id) => id !== lineId) },
        });
      case 'check':
        return await checkPage(c, choices, draft);
      case 'sign':
      case 'later':
        return await record(c, choices, { draft, alone: step === 'later', ctx: sent.ctx });
      default:
        return await formPage(c, choices, { draft, faults });
    }
  });

const fresh = (c: Page): string => newId(c.var.ctx.clock.now());

const choicePage = async (c: Page, choices: ReceivingChoices) =>
  await staffPage(c, {
    title: messages.receive,
    styles: ['canteen.css'],
    body: supplierChoice(c.var.language, choices),
  });

async function formPage(c: Page, choices: ReceivingChoices, shown: ShownDraft): Promise<Response> {
  const supplier = choices.suppliers.find(({ id }) => id === shown.draft.supplierId);
  if (!supplier) return await choicePage(c, choices);
  return await staffPage(c, {
    title: messages.receive,
    styles: ['canteen.css'],
    body: receiveForm(c, await draftView(c, supplier.name, shown)),
    scripts: ['receive.ts'],
    ...(shown.reason ? { status: shown.reason.status } : {}),
  });
}

async function checkPage(
  c: Page,
  choices: ReceivingChoices,
  draft: Draft,
  reason?: Reason,
): Promise<Response> {
  const { ctx, language } = c.var;
  const read = readDraft(draft, choices.schoolId, ctx.clock.now());
  if (read.faults.length > 0) return await formPage(c, choices, { draft, faults: read.faults });
  try {
    const checked = await checkDelivery(ctx, read.delivery);
    return await staffPage(c, {
      title: messages.checkTitle,
      styles: ['canteen.css'],
      body: checkForm(c, {
        ...namesIn(ctx, language),
        draft,
        read,
        checked,
        supplierName: choices.suppliers.find(({ id }) => id === draft.supplierId)?.name ?? '',
        colleagues: choices.colleagues,
        firstSigner: choices.firstSigner,
        ...(reason ? { refusal: reason } : {}),
      }),
      scripts: ['receive.ts'],
      ...(reason ? { status: reason.status } : {}),
    });
  } catch (error) {
    return await formPage(c, choices, { draft, reason: reasonOf(c, error, read.delivery) });
  }
}

interface Signing {
  readonly draft: Draft;
  /** The second person signs later. */
  readonly alone: boolean;
  /** With the form's submission key. */
  readonly ctx: Page['var']['ctx'];
}

async function record(c: Page, choices: ReceivingChoices, { draft, alone, ctx }: Signing): Promise<Response> {
  const { delivery, faults } = readDraft(draft, choices.schoolId, ctx.clock.now());
  if (faults.length > 0) return await formPage(c, choices, { draft, faults });
  const { second = '', pin = '' } = draft.fields;
  try {
    if (!alone && !/^\d{6}$/.test(pin)) throw new DomainError('co-signer-refused');
    const coSigner = alone ? {} : { coSigner: { username: second, pin } };
    const { id } = await recordDelivery(ctx, { ...delivery, ...coSigner });
    return c.redirect(`/canteen/deliveries/${id}?done`, 303);
  } catch (error) {
    const reason = reasonOf(c, error, delivery);
    if (reason.aboutSigners) return await checkPage(c, choices, draft, reason);
    return await formPage(c, choices, { draft, reason });
  }
}
