import type { Context as HonoContext } from 'hono';
import type { Dish, NewDish } from '#schemas/dish.ts';
import { DishTrait } from '#schemas/dish-trait.ts';
import type { StockLot } from '#schemas/kitchen-stock.ts';
import { MealKind } from '#schemas/meal.ts';
import { may } from '../accounts/index.ts';
import type { AppEnv } from '../web/env.ts';
import { type Fields, instantFromLocal, milliCFromCelsius } from '../web/form.ts';
import {
  checkbox,
  choiceField,
  type FormView,
  inputField,
  postForm,
  type Refusal,
} from '../web/form-view.ts';
import { celsius, shownTime } from '../web/format.ts';
import { type Html, html } from '../web/html.ts';
import { staffPage } from '../web/layout.ts';
import { punctuation } from '../web/punctuation.ts';
import { messages, texts } from './messages.ts';
import { listDishes } from './queries.ts';
import { usableStock } from './stock.ts';
import { readUses, usableAt, usePointers, usesFieldset } from './uses-fieldset.ts';

const labels = {
  name: messages.dishName,
  mealKind: messages.mealKind,
  cookedAt: messages.cookedAt,
  core: messages.coreTemperature,
  labelText: messages.labelText,
  used: messages.used,
};
/** The form's fields by the pointer that a refusal names. */
export const dishFields = (fields: Fields): Record<string, string> => ({
  '/coreTemperatureMilliC': 'core',
  ...usePointers(fields),
});

export function readDish(fields: Fields): NewDish {
  const { name = '', mealKind, cookedAt, core, labelText } = fields;
  return {
    name,
    mealKind: mealKind as MealKind,
    inputs: readUses(fields),
    traits: DishTrait.options.filter((trait) => fields[`trait-${trait}`] !== undefined),
    ...(cookedAt ? { cookedAt: instantFromLocal(cookedAt) } : {}),
    ...(core ? { coreTemperatureMilliC: milliCFromCelsius(core) ?? Number.NaN } : {}),
    ...(labelText ? { labelText } : {}),
  };
}

/** The dishes of today, and the form to record one of what the kitchen has. */
export async function dishesPage(
  c: HonoContext<AppEnv>,
  values: Fields,
  refusal?: Refusal,
): Promise<Response> {
  const { ctx, language } = c.var;
  const t = texts(language);
  const dishes = await listDishes(ctx, {});
  const kitchen = await usableStock(ctx, 'kitchen');
  return await staffPage(c, {
    title: messages.dishesTitle,
    styles: ['canteen.css'],
    status: refusal?.status ?? 200,
    body: html`${c.req.query('done') ? html`<p class="alert alert-success" role="status">${t('cooked')}</p>` : ''}
      ${may(ctx, 'kitchen.write') ? dishForm(c, { language, values, refusal }, kitchen) : ''}
      <h2>${t('today')}</h2>${dishes.length === 0 ? html`<p>${t('noDishes')}</p>` : html`<ul class="list-unstyled">${dishes.map((dish) => dishLine(c, dish))}</ul>`}`,
  });
}

function dishForm(c: HonoContext<AppEnv>, view: FormView, kitchen: readonly StockLot[]): Html {
  const t = texts(view.language);
  const meals = MealKind.options.map((kind) => ({ value: kind, label: t(kind) }));
  return postForm(c, view, {
    action: '/canteen/dishes',
    labels,
    submit: messages.cook,
    body: html`
      ${inputField(view, { name: 'name', label: labels.name })}
      ${choiceField(view, { name: 'mealKind', label: labels.mealKind, choices: meals })}
      ${usesFieldset(view, { label: labels.used, hint: messages.usedHint, empty: messages.nothingIssued, groups: [{ lots: usableAt(kitchen, 'kitchen') }] })}
      ${inputField(view, { name: 'core', label: labels.core, hint: messages.coreHint, inputmode: 'decimal', optional: true })}
      ${inputField(view, { name: 'cookedAt', label: labels.cookedAt, hint: messages.nowUnlessGiven, type: 'datetime-local', optional: true })}
      ${inputField(view, { name: 'labelText', label: labels.labelText, optional: true })}
      <details class="field"${DishTrait.options.some((trait) => view.values[`trait-${trait}`]) ? html` open` : ''}><summary>${t('traits')}</summary>
        <fieldset><legend class="hint">${t('traitsHint')}</legend>
          ${DishTrait.options.map((trait) => checkbox(view, `trait-${trait}`, t(trait)))}</fieldset></details>`,
  });
}

function dishLine(c: HonoContext<AppEnv>, dish: Dish): Html {
  const { ctx, language } = c.var;
  const t = texts(language);
  const names = ctx.reference.allergens.filter(({ code }) => dish.allergens.includes(code));
  const core = dish.coreTemperatureMilliC;
  const { colon, comma } = punctuation[language];
  return html`<li class="card card-body mb-2">
    <div><strong>${dish.name}</strong> · ${t(dish.mealKind)}${dish.held ? html` <strong>${t('held')}</strong>` : ''}</div>
    <div>${shownTime(dish.cookedAt, language)}${core === null ? '' : ` · ${celsius(core)} ℃`}</div>
    ${names.length > 0 ? html`<div>${t('allergens')}${colon}${names.map(({ nameZh, nameEn }) => (language === 'zh' ? nameZh : nameEn)).join(comma)}</div>` : ''}
    ${dish.labelText === null ? '' : html`<div>${dish.labelText}</div>`}
    <div class="actions"><a class="btn btn-outline-primary" href="/canteen/samples/take?dish=${dish.id}">${t('sample')}</a>
      <a class="btn btn-link" href="/labels/lots/${dish.code}">${t('label')}</a></div></li>`;
}
