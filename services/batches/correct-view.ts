import type { Context as HonoContext } from 'hono';
import type { AppEnv } from '../web/env.ts';
import { formKeys } from '../web/form.ts';
import { type Html, html } from '../web/html.ts';
import { reasonField } from '../web/work-fields.ts';
import { lineCards } from './line-card.ts';
import { correctionReasons, messages } from './messages.ts';
import { type ReceiveView, texts } from './receive-fields.ts';
import { deliveryFields, hiddenDraft, summary } from './receive-view.ts';
import { type Signature, signatureFields } from './signature-fields.ts';

interface Correction extends Omit<Signature, 'second'> {
  readonly deliveryId: string;
}

/** What was stated, in the cards of receiving, with why it changes and who puts their names to it. */
export function correctionForm(
  c: HonoContext<AppEnv>,
  view: ReceiveView,
  { deliveryId, colleagues, firstSigner }: Correction,
): Html {
  const { language, draft, supplierName } = view;
  const t = texts(language);
  return html`<form method="post" action="/canteen/deliveries/${deliveryId}/correct" enctype="multipart/form-data" class="receive" data-receive novalidate>
    ${formKeys(c)}
    <button class="visually-hidden" type="submit" name="step" value="keep" tabindex="-1">${t('update')}</button>
    ${summary(view)}
    ${hiddenDraft(draft)}
    <p class="alert alert-warning">${t('correctionNote')}</p>
    <div class="card card-body"><p class="supplier-name"><strong>${supplierName}</strong></p>${deliveryFields(view)}</div>
    ${lineCards(view)}
    <div class="card card-body">${reasonField({ language, values: draft.fields }, { name: 'why', label: messages.why, usual: correctionReasons })}</div>
    ${signatureFields(language, { colleagues, firstSigner, second: draft.fields.second })}
  </form>`;
}
