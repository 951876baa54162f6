import type { Context as HonoContext } from 'hono';
import type { NewSampleDiscard } from '#schemas/sample.ts';
import { listColleagues } from '../accounts/index.ts';
import { DomainError } from '../errors.ts';
import type { AppEnv } from '../web/env.ts';
import type { Fields } from '../web/form.ts';
import { choiceField, type FormView, inputField, postForm, type Refusal } from '../web/form-view.ts';
import { shownTime } from '../web/format.ts';
import { html } from '../web/html.ts';
import { staffPage } from '../web/layout.ts';
import { punctuation } from '../web/punctuation.ts';
import { texts } from './cards.ts';
import { messages } from './messages.ts';
import { keptSamples } from './queries.ts';

const labels = { reason: messages.reason, witness: messages.witness, witnessPin: messages.witnessPin };

/** The form's fields by the pointer that a refusal names. */
export const discardFields = { '/witness/username': 'witness', '/witness/pin': 'witnessPin' };

export const readDiscard = (sampleId: string, fields: Fields): NewSampleDiscard => ({
  sampleId,
  reason: fields.reason ?? '',
  witness: { username: fields.witness ?? '', pin: fields.witnessPin ?? '' },
});

/** The form to discard a sample before a witness. */
export async function discardPage(
  c: HonoContext<AppEnv>,
  sampleId: string,
  values: Fields,
  refusal?: Refusal,
): Promise<Response> {
  const { ctx, language } = c.var;
  const t = texts(language);
  const sample = (await keptSamples(ctx, {})).find(({ id }) => id === sampleId);
  if (!sample) throw new DomainError('not-found', { data: { sampleId } });
  const { open, close } = punctuation[language];
  const witnesses = (await listColleagues(ctx)).map(({ username, displayName }) => ({
    value: username,
    label: `${displayName}${open}${username}${close}`,
  }));
  const view: FormView = { language, values, refusal };
  return await staffPage(c, {
    title: messages.discardTitle,
    back: { path: '/canteen/samples', label: messages.title },
    styles: ['canteen.css'],
    status: refusal?.status ?? 200,
    body: html`<div class="card card-body mb-3"><div><strong>${sample.dishName}</strong> · ${t(sample.mealKind)} · ${sample.grams} g</div>
      <div>${t('sealedAt')} ${shownTime(sample.sealedAt, language)} · ${sample.cabinet} ${sample.container}</div>
      <div class="code">${sample.code}</div></div>
      ${postForm(c, view, {
        action: `/canteen/samples/${sampleId}/discard`,
        labels,
        submit: messages.confirmDiscard,
        body: html`
          ${inputField(view, { name: 'reason', label: labels.reason, value: t('dueReason') })}
          ${choiceField(view, { name: 'witness', label: labels.witness, hint: messages.witnessHint, choices: witnesses })}
          ${inputField(view, { name: 'witnessPin', label: labels.witnessPin, type: 'password', inputmode: 'numeric' })}`,
      })}`,
  });
}
