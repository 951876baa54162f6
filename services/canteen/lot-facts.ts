import { may } from '../accounts/index.ts';
import type { Context } from '../context.ts';
import { kilograms, shownTime } from '../web/format.ts';
import { type Html, html } from '../web/html.ts';
import type { Language } from '../web/language.ts';
import { punctuation } from '../web/punctuation.ts';
import { roleWords } from '../web/role-words.ts';
import { lotMessages } from './messages.ts';
import type { ShownLot } from './show-lot.ts';

/** What is known of a lot, as terms with their values; what is not known has no row. */
export function lotFacts(ctx: Context, lot: ShownLot, language: Language): Html {
  const rows = factRows(ctx, lot, language).filter(([, value]) => value !== null && value !== '');
  return html`<dl class="facts">${rows.map(([key, value]) => html`<dt>${lotMessages[key][language]}</dt><dd>${value ?? ''}</dd>`)}</dl>`;
}

type Fact = readonly [keyof typeof lotMessages, Html | string | null];

function factRows(ctx: Context, { node, deliveryId }: ShownLot, language: Language): Fact[] {
  const goods = node.goodsCode === null ? undefined : ctx.reference.goods.find(node.goodsCode);
  const { supplier, noteNumber } = node;
  const { open, close, comma } = punctuation[language];
  return [
    ['goodsClass', (language === 'zh' ? goods?.nameZh : goods?.nameEn) ?? null],
    ['received', node.quantityGrams === null ? null : `${kilograms(node.quantityGrams)} kg`],
    ['began', shownTime(node.beganAt, language)],
    ['supplier', supplier && supplierLink(ctx, supplier)],
    ['note', noteNumber && deliveryId ? deliveryLink(deliveryId, noteNumber) : noteNumber],
    ['supplierLot', node.supplierLot],
    ['producedOn', node.producedOn],
    ['expiresOn', node.expiresOn],
    ['origin', node.origin],
    ['school', node.school?.name ?? null],
    ['keptUntil', node.sample ? shownTime(node.sample.dueAt, language) : null],
    ['cabinet', node.sample ? `${node.sample.cabinet} ${node.sample.container}` : null],
    [
      'people',
      node.people.map(({ role, name }) => `${name}${open}${roleWords[role][language]}${close}`).join(comma),
    ],
  ];
}

const supplierLink = (ctx: Context, { id, name }: { readonly id: string; readonly name: string }): Html =>
  may(ctx, 'supplier.read') ? html`<a class="row-link" href="/suppliers/${id}">${name}</a>` : html`${name}`;

const deliveryLink = (deliveryId: string, noteNumber: string): Html =>
  html`<a class="row-link code" href="/canteen/deliveries/${deliveryId}">${noteNumber}</a>`;
