import type { Context as HonoContext } from 'hono';
import type {
  NewDisposal,
  NewRelabelling,
  NewRestocking,
  StockLine,
  StockPlace,
} from '#schemas/kitchen-stock.ts';
import { type Colleague, listColleagues } from '../accounts/index.ts';
import { DomainError } from '../errors.ts';
import type { AppEnv } from '../web/env.ts';
import { type Fields, gramsFromKilograms } from '../web/form.ts';
import { choiceField, type FormView, inputField, postForm, type Refusal } from '../web/form-view.ts';
import { kilograms } from '../web/format.ts';
import { type Html, html } from '../web/html.ts';
import { staffPage } from '../web/layout.ts';
import { messages } from './messages.ts';
import { listStock } from './queries.ts';
import { texts } from './stock-table.ts';

/** What can be done with a lot. Each has a form of its own, whose fields start with its name. */
export type LotAction = 'dispose' | 'restock' | 'relabel';

export const lotFields: Readonly<Record<LotAction, Readonly<Record<string, string>>>> = {
  dispose: {
    '/grams': 'disposeKg',
    '/place': 'disposePlace',
    '/reason': 'disposeReason',
    '/witness/username': 'witness',
    '/witness/pin': 'witnessPin',
  },
  restock: { '/grams': 'restockKg', '/reason': 'restockReason' },
  relabel: { '/reason': 'relabelReason', '/expiresOn': 'relabelDate' },
};

export const readDisposal = (lotId: string, fields: Fields): NewDisposal => ({
  lotId,
  place: fields.disposePlace as StockPlace,
  grams: gramsFromKilograms(fields.disposeKg) ?? Number.NaN,
  reason: fields.disposeReason ?? '',
  witness: { username: fields.witness ?? '', pin: fields.witnessPin ?? '' },
});

export const readRestocking = (lotId: string, fields: Fields): NewRestocking => ({
  lotId,
  grams: gramsFromKilograms(fields.restockKg) ?? Number.NaN,
  reason: fields.restockReason ?? '',
});

export const readRelabelling = (lotId: string, fields: Fields): NewRelabelling => ({
  lotId,
  reason: fields.relabelReason ?? '',
  ...(fields.relabelDate ? { expiresOn: fields.relabelDate } : {}),
});

interface Refused {
  readonly action: LotAction;
  readonly values: Fields;
  readonly refusal: Refusal;
}

interface Places {
  readonly store: StockLine | undefined;
  readonly kitchen: StockLine | undefined;
}

/** A lot in the store or the kitchen, with forms to destroy, give back or re-label what is left of it. */
export async function lotPage(c: HonoContext<AppEnv>, lotId: string, refused?: Refused): Promise<Response> {
  const { ctx, language } = c.var;
  const t = texts(language);
  const at = async (place: StockPlace) =>
    (await listStock(ctx, { place })).find((line) => line.lotId === lotId);
  const places = { store: await at('store'), kitchen: await at('kitchen') };
  const lot = places.store ?? places.kitchen;
  if (!lot) throw new DomainError('not-found', { data: { lotId } });
  const colleagues = await listColleagues(ctx);
  const view = (action: LotAction): FormView =>
    refused?.action === action ? { language, ...refused } : { language, values: {} };
  return await staffPage(c, {
    title: messages.lotTitle,
    styles: ['canteen.css'],
    status: refused?.refusal.status ?? 200,
    body: html`<div class="card card-body mb-3"><div><strong>${lot.name}</strong>${lot.held ? html` <strong>${t('held')}</strong>` : ''}</div>
      <div class="code">${lot.code}</div><div>${t('expires')} ${lot.expiresOn ?? t('noDate')}</div>
      ${places.store ? html`<div>${t('placeStore')} ${kilograms(places.store.remainingGrams)} kg</div>` : ''}
      ${places.kitchen ? html`<div>${t('placeKitchen')} ${kilograms(places.kitchen.remainingGrams)} kg</div>` : ''}
      <div><a class="btn btn-link" href="/labels/lots/${lot.code}">${t('label')}</a></div></div>
      ${lot.held ? '' : forms(c, places, view, colleagues)}`,
  });
}

function forms(
  c: HonoContext<AppEnv>,
  places: Places,
  view: (action: LotAction) => FormView,
  colleagues: readonly Colleague[],
): Html {
  const t = texts(c.var.language);
  const issued = places.kitchen?.kind === 'delivery';
  return html`<h2>${t('disposeTitle')}</h2>${disposeForm(c, places, view('dispose'), colleagues)}
    ${issued ? html`<h2>${t('restockTitle')}</h2>${restockForm(c, view('restock'))}` : ''}
    ${places.store || !issued ? html`<h2>${t('relabelTitle')}</h2>${relabelForm(c, view('relabel'))}` : ''}`;
}

const here = (c: HonoContext<AppEnv>, action: LotAction) =>
  `/canteen/stock/${c.req.param('lotId')}/${action}`;

function disposeForm(
  c: HonoContext<AppEnv>,
  { store, kitchen }: Places,
  view: FormView,
  colleagues: readonly Colleague[],
): Html {
  const t = texts(view.language);
  const labels = {
    disposePlace: messages.place,
    disposeKg: messages.kilograms,
    disposeReason: messages.reason,
    witness: messages.witness,
    witnessPin: messages.witnessPin,
  };
  const choices = [
    ...(kitchen ? [{ value: 'kitchen', label: t('placeKitchen') }] : []),
    ...(store ? [{ value: 'store', label: t('placeStore') }] : []),
  ];
  const witnesses = colleagues.map(({ username, displayName }) => ({
    value: username,
    label: `${displayName}（${username}）`,
  }));
  return postForm(c, view, {
    action: here(c, 'dispose'),
    labels,
    submit: messages.dispose,
    body: html`
      ${choiceField(view, { name: 'disposePlace', label: labels.disposePlace, choices, value: choices[0]?.value ?? '' })}
      ${inputField(view, { name: 'disposeKg', label: labels.disposeKg, inputmode: 'decimal' })}
      ${inputField(view, { name: 'disposeReason', label: labels.disposeReason })}
      ${choiceField(view, { name: 'witness', label: labels.witness, choices: witnesses })}
      ${inputField(view, { name: 'witnessPin', label: labels.witnessPin, type: 'password', inputmode: 'numeric' })}`,
  });
}

function restockForm(c: HonoContext<AppEnv>, view: FormView): Html {
  const labels = { restockKg: messages.kilograms, restockReason: messages.reason };
  return postForm(c, view, {
    action: here(c, 'restock'),
    labels,
    submit: messages.restock,
    body: html`${inputField(view, { name: 'restockKg', label: labels.restockKg, inputmode: 'decimal' })}
      ${inputField(view, { name: 'restockReason', label: labels.restockReason })}`,
  });
}

function relabelForm(c: HonoContext<AppEnv>, view: FormView): Html {
  const labels = { relabelReason: messages.reason, relabelDate: messages.expires };
  return postForm(c, view, {
    action: here(c, 'relabel'),
    labels,
    submit: messages.relabel,
    body: html`${inputField(view, { name: 'relabelReason', label: labels.relabelReason })}
      ${inputField(view, { name: 'relabelDate', label: labels.relabelDate, hint: messages.relabelHint, type: 'date', optional: true })}`,
  });
}
