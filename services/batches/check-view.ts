import type { Context as HonoContext } from 'hono';
import type { AppEnv } from '../web/env.ts';
import { formKeys } from '../web/form.ts';
import { celsius, kilograms, yuan } from '../web/format.ts';
import { type Html, html } from '../web/html.ts';
import { frame } from '../web/messages.ts';
import { punctuation } from '../web/punctuation.ts';
import type { CheckedLine } from './check-delivery.ts';
import { findingList, type Names } from './names.ts';
import { type ReceiveView, texts } from './receive-fields.ts';
import type { DeliveryInput, Draft, ReadDraft } from './receive-form.ts';
import type { ReceivingChoices } from './receiving-choices.ts';
import { signatureFields } from './signature-fields.ts';

interface CheckView extends Names, Pick<ReceiveView, 'language' | 'supplierName' | 'refusal'> {
  readonly draft: Draft;
  readonly read: ReadDraft;
  readonly checked: readonly CheckedLine[];
  readonly colleagues: ReceivingChoices['colleagues'];
  readonly firstSigner: string;
}

/** Everything once more in plain words, with what looks odd, before two people put their names to it. */
export function checkForm(c: HonoContext<AppEnv>, view: CheckView): Html {
  const { language, draft, read, colleagues } = view;
  const t = texts(language);
  const { delivery, leftOut } = read;
  const total = delivery.lines.reduce((sum, { amountFen }) => sum + amountFen, 0);
  return html`<form method="post" action="/canteen/receive" class="receive" data-receive>
    ${formKeys(c, draft.id)}
    <button class="visually-hidden" type="submit" name="step" value="check" tabindex="-1">${t('check')}</button>
    ${view.refusal ? html`<div class="error-summary" role="alert" tabindex="-1" autofocus><h2>${view.refusal.title}</h2>${view.refusal.detail ? html`<p>${view.refusal.detail}</p>` : ''}<p>${frame.nothingSaved[language]}</p></div>` : ''}
    ${Object.entries(draft.fields).map(([name, value]) => (carried(name) ? html`<input type="hidden" name="${name}" value="${value}">` : ''))}
    <div class="card card-body">
      <p><strong>${view.supplierName}</strong><br>${t('note')} <span class="code">${delivery.noteNumber}</span></p>
      ${delivery.lines.map((line, index) => checkedLine(view, line, index))}
      ${leftOut > 0 ? html`<p class="hint">${t('leftOut').replace('{n}', String(leftOut))}</p>` : ''}
      <p class="running-total">${t('total')} <strong>${yuan(total)}</strong> ${t('yuan')}</p>
    </div>
    ${signatureFields(language, { colleagues, firstSigner: view.firstSigner, second: draft.fields.second })}
      <p><button class="btn btn-outline-secondary btn-wide" type="submit" name="step" value="edit">${t('edit')}</button></p>
  </form>`;
}

/** What the form carries from step to step; who signs is asked anew each time. */
const carried = (name: string): boolean => !['step', 'second', 'pin'].includes(name);

function checkedLine(view: CheckView, line: DeliveryInput['lines'][number], index: number): Html {
  const t = texts(view.language);
  const checked = view.checked.find(({ id }) => id === line.id);
  const { refusal } = line;
  const { colon, open, close } = punctuation[view.language];
  return html`<section class="checked-line"><h2>${index + 1}. ${line.goodsName}</h2>
    <p>${t('accepted')} <strong>${kilograms(line.acceptedGrams)}</strong> ${t('kilograms')} × ${yuan(line.priceFenPerKg)} = ${yuan(line.amountFen)} ${t('yuan')}
      ${line.surfaceTemperatureMilliC === undefined ? '' : html`<br>${celsius(line.surfaceTemperatureMilliC)} ℃`}
      ${line.supplierLot ? html`<br>${t('lot')} ${line.supplierLot}` : ''}
      ${checked?.expiresOn ? html`<br>${t('expires')} ${checked.expiresOn}` : ''}</p>
    ${refusal ? html`<p class="field-error">${t('refused')} ${kilograms(refusal.grams)} ${t('kilograms')}${colon}${refusal.reason}${open}${t(refusal.disposition)}${close}</p>` : ''}
    ${(line.papers ?? []).map(({ kind, number }) => html`<p class="hint">${view.paperName(kind)} <span class="code">${number}</span></p>`)}
    ${findingList(checked?.findings ?? [], view)}
  </section>`;
}
