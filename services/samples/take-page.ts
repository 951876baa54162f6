import type { Context as HonoContext } from 'hono';
import { breaches } from '#schemas/finding.ts';
import type { NewSample } from '#schemas/sample.ts';
import { listDishes } from '../kitchen/index.ts';
import type { AppEnv } from '../web/env.ts';
import { type Fields, instantFromLocal } from '../web/form.ts';
import { choiceField, type FormView, inputField, postForm, type Refusal } from '../web/form-view.ts';
import { type Html, html } from '../web/html.ts';
import { staffPage } from '../web/layout.ts';
import { texts } from './cards.ts';
import { messages } from './messages.ts';
import { listCabinets } from './queries.ts';
import type { TakenSample } from './take-sample.ts';

const labels = {
  dishId: messages.dish,
  grams: messages.grams,
  cabinetId: messages.cabinet,
  container: messages.container,
  sealedAt: messages.sealedAt,
};

export const readSample = ({
  dishId = '',
  grams = '',
  cabinetId = '',
  container = '',
  sealedAt,
}: Fields): NewSample => ({
  dishId,
  grams: /^\d{1,6}$/.test(grams) ? Number(grams) : Number.NaN,
  cabinetId,
  container,
  ...(sealedAt ? { sealedAt: instantFromLocal(sealedAt) } : {}),
});

/** The form to keep a sample of one of today's dishes; the dish may be named in the address. */
export async function takePage(c: HonoContext<AppEnv>, values: Fields, refusal?: Refusal): Promise<Response> {
  const { ctx, language } = c.var;
  const t = texts(language);
  const dishes = (await listDishes(ctx, {})).map(({ id, name, mealKind }) => ({
    value: id,
    label: `${name} · ${t(mealKind)}`,
  }));
  const cabinets = (await listCabinets(ctx, {})).map(({ id, name }) => ({ value: id, label: name }));
  const view: FormView = { language, values, refusal };
  return await staffPage(c, {
    title: messages.take,
    styles: ['canteen.css'],
    status: refusal?.status ?? 200,
    body: html`${cabinets.length === 0 ? html`<p><a href="/canteen/samples">${t('noCabinet')}</a></p>` : ''}
      ${postForm(c, view, {
        action: '/canteen/samples/take',
        labels,
        submit: messages.seal,
        body: html`
          ${choiceField(view, { name: 'dishId', label: labels.dishId, hint: messages.dishHint, choices: dishes, value: c.req.query('dish') ?? '' })}
          ${inputField(view, { name: 'grams', label: labels.grams, hint: messages.gramsHint, inputmode: 'numeric' })}
          ${choiceField(view, { name: 'cabinetId', label: labels.cabinetId, choices: cabinets, value: cabinets[0]?.value ?? '' })}
          ${inputField(view, { name: 'container', label: labels.container })}
          ${inputField(view, { name: 'sealedAt', label: labels.sealedAt, hint: messages.nowUnlessGiven, type: 'datetime-local', optional: true })}`,
      })}`,
  });
}

/** The way on after a sample was kept: its label, and what looks wrong about it. */
export const takenPath = ({ code, findings }: TakenSample): string =>
  `/canteen/samples/taken?code=${code}${findings.map(({ breach }) => `&noted=${breach}`).join('')}`;

export async function takenPage(c: HonoContext<AppEnv>): Promise<Response> {
  const { language } = c.var;
  const t = texts(language);
  const noted = (c.req.queries('noted') ?? []).filter((code) => Object.hasOwn(breaches, code));
  return await staffPage(c, {
    title: messages.title,
    styles: ['canteen.css'],
    body: html`${note(noted, language)}
      <p class="actions"><a class="btn btn-primary" href="/labels/samples/${c.req.query('code') ?? ''}">${t('printLabel')}</a>
        <a class="btn btn-outline-primary" href="/canteen/samples">${t('title')}</a></p>`,
  });
}

function note(noted: readonly string[], language: 'zh' | 'en'): Html {
  const t = texts(language);
  if (noted.length === 0) return html`<p class="alert alert-success" role="status">${t('taken')}</p>`;
  const said = noted.map((code) => breaches[code as keyof typeof breaches][language]);
  return html`<div class="alert alert-warning" role="status"><p>${t('takenButNoted')}</p><ul>${said.map((text) => html`<li>${text}</li>`)}</ul></div>`;
}
