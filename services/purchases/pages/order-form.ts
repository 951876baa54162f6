import type { NewOrderLine } from '#schemas/order-line.ts';
import { type Fields, fenFromYuan, gramsFromKilograms } from '../../web/form.ts';
import { choiceField, errorSummary, type FormView, inputField } from '../../web/form-view.ts';
import { type Html, html } from '../../web/html.ts';
import type { Language } from '../../web/language.ts';
import { valueNames } from '../messages.ts';
import { schoolTexts } from '../school-messages.ts';

/** Where a refusal's pointers stand in the form. */
export const orderFields: Readonly<Record<string, string>> = {
  '/lines/0/contractor': 'contractorName',
  '/lines/0/contractor/name': 'contractorName',
  '/lines/0/supplier/name': 'supplierName',
  '/lines/0/supplier/creditCode': 'creditCode',
  '/lines/0/supplier/countyCode': 'countyCode',
  '/lines/0/goods/name': 'goodsName',
  '/lines/0/goods/code': 'goodsCode',
};

/** A civil time of Shanghai as a browser's field gives it, as an instant. */
export const shanghaiInstant = (text: string | undefined): string =>
  text ? `${text.slice(0, 16)}:00+08:00` : '';

/** What was typed, as an order line; what cannot be read is left for the schema to refuse. */
export function orderOf(fields: Fields, schoolId: string): NewOrderLine {
  const { orderNo, lineNo, platform, channel, contractorName, supplierName, creditCode, countyCode } = fields;
  return {
    schoolId,
    orderNo,
    ...(lineNo === undefined ? {} : { lineNo: Number(lineNo) }),
    platform,
    channel,
    ...(contractorName === undefined ? {} : { contractor: { name: contractorName } }),
    supplier: {
      name: supplierName,
      ...(creditCode === undefined ? {} : { creditCode }),
      ...(countyCode === undefined ? {} : { countyCode }),
    },
    goods: {
      name: fields.goodsName,
      ...(fields.goodsCode === undefined ? {} : { code: fields.goodsCode }),
    },
    orderedAt: shanghaiInstant(fields.orderedAt),
    orderedGrams: gramsFromKilograms(fields.orderedGrams),
    orderedFen: fenFromYuan(fields.orderedFen),
  } as unknown as NewOrderLine;
}

const named = (values: readonly string[], language: Language) =>
  values.map((value) => ({ value, label: valueNames[value]?.[language] ?? value }));

/** One order line by hand; its later states are told on its own page. */
export function orderForm(
  view: FormView,
  goods: readonly { value: string; label: string }[],
  keys: Html,
): Html {
  const { language } = view;
  const platforms = named(['832', 'farm-to-school', 'counterpart', 'gift'], language);
  const channels = named(['canteen', 'contractor', 'union', 'staff-mini-program'], language);
  return html`<form class="card card-body mb-3" id="new-line" method="post" action="/canteen/832/lines">${keys}
    <h2>${schoolTexts.newLine[language]}</h2>${errorSummary(view, schoolTexts)}
    <div class="field-row">
      ${inputField(view, { name: 'orderNo', label: schoolTexts.orderNo })}
      ${inputField(view, { name: 'lineNo', label: schoolTexts.lineNo, inputmode: 'numeric', value: '1' })}
      ${choiceField(view, { name: 'platform', label: schoolTexts.platform, choices: platforms, value: '832' })}
      ${choiceField(view, { name: 'channel', label: schoolTexts.channel, choices: channels, value: 'canteen' })}
      ${inputField(view, { name: 'contractorName', label: schoolTexts.contractorName, hint: schoolTexts.contractorHint, optional: true })}
      ${inputField(view, { name: 'supplierName', label: schoolTexts.supplierName })}
      ${inputField(view, { name: 'creditCode', label: schoolTexts.creditCode, optional: true })}
      ${inputField(view, { name: 'countyCode', label: schoolTexts.countyCode, hint: schoolTexts.countyHint, inputmode: 'numeric', optional: true })}
      ${inputField(view, { name: 'goodsName', label: schoolTexts.goodsName })}
      ${choiceField(view, { name: 'goodsCode', label: schoolTexts.goodsCode, choices: goods, optional: true })}
      ${inputField(view, { name: 'orderedGrams', label: schoolTexts.orderedGrams, inputmode: 'decimal' })}
      ${inputField(view, { name: 'orderedFen', label: schoolTexts.orderedFen, inputmode: 'decimal' })}
      ${inputField(view, { name: 'orderedAt', label: schoolTexts.orderedAt, type: 'datetime-local' })}</div>
    <div><button class="btn btn-primary btn-wide" type="submit">${schoolTexts.save[language]}</button></div></form>`;
}
