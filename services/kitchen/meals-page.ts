import type { Context as HonoContext } from 'hono';
import type { Dish } from '#schemas/dish.ts';
import { type Meal, MealKind, type NewMeal } from '#schemas/meal.ts';
import { may } from '../accounts/index.ts';
import type { AppEnv } from '../web/env.ts';
import { type Fields, instantFromLocal } from '../web/form.ts';
import {
  checkbox,
  choiceField,
  type FormView,
  inputField,
  postForm,
  type Refusal,
} from '../web/form-view.ts';
import { shownTime } from '../web/format.ts';
import { type Html, html } from '../web/html.ts';
import { staffPage } from '../web/layout.ts';
import { punctuation } from '../web/punctuation.ts';
import { messages, texts } from './messages.ts';
import { listDishes, listMeals } from './queries.ts';

const labels = {
  kind: messages.mealKind,
  diners: messages.diners,
  servedAt: messages.servedAt,
  dishIds: messages.dishesServed,
};
const dishField = 'dish-';

export function readMeal(fields: Fields): NewMeal {
  const { kind, diners = '', servedAt } = fields;
  return {
    kind: kind as MealKind,
    diners: /^\d{1,6}$/.test(diners) ? Number(diners) : Number.NaN,
    dishIds: Object.keys(fields)
      .filter((name) => name.startsWith(dishField))
      .map((name) => name.slice(dishField.length)),
    ...(servedAt ? { servedAt: instantFromLocal(servedAt) } : {}),
  };
}

/** The meals of today, and the form to record one of today's dishes. */
export async function mealsPage(
  c: HonoContext<AppEnv>,
  values: Fields,
  refusal?: Refusal,
): Promise<Response> {
  const { ctx, language } = c.var;
  const t = texts(language);
  const dishes = await listDishes(ctx, {});
  const meals = await listMeals(ctx, {});
  return await staffPage(c, {
    title: messages.mealsTitle,
    styles: ['canteen.css'],
    status: refusal?.status ?? 200,
    body: html`${c.req.query('done') ? html`<p class="alert alert-success" role="status">${t('served')}</p>` : ''}
      ${may(ctx, 'kitchen.write') ? mealForm(c, { language, values, refusal }, dishes) : ''}
      <h2>${t('today')}</h2>${meals.length === 0 ? html`<p>${t('nothing')}</p>` : html`<ul class="list-unstyled">${meals.map((meal) => mealLine(c, meal, dishes))}</ul>`}`,
  });
}

function mealForm(c: HonoContext<AppEnv>, view: FormView, dishes: readonly Dish[]): Html {
  const t = texts(view.language);
  const kinds = MealKind.options.map((kind) => ({ value: kind, label: t(kind) }));
  const servable = dishes.filter(({ held }) => !held);
  return postForm(c, view, {
    action: '/canteen/meals',
    labels,
    submit: messages.serve,
    body: html`
      ${choiceField(view, { name: 'kind', label: labels.kind, choices: kinds })}
      ${inputField(view, { name: 'diners', label: labels.diners, inputmode: 'numeric' })}
      <fieldset class="field" id="dishIds"><legend class="form-label">${t('dishesServed')}</legend>
        ${view.refusal?.fields.has('dishIds') ? html`<div class="field-error">${view.refusal.title}</div>` : ''}
        ${servable.length === 0 ? html`<p>${t('noDishes')}</p>` : servable.map(({ id, name, mealKind }) => checkbox(view, `${dishField}${id}`, `${name} · ${t(mealKind)}`))}</fieldset>
      ${inputField(view, { name: 'servedAt', label: labels.servedAt, hint: messages.nowUnlessGiven, type: 'datetime-local', optional: true })}`,
  });
}

function mealLine(c: HonoContext<AppEnv>, meal: Meal, dishes: readonly Dish[]): Html {
  const t = texts(c.var.language);
  const names = dishes.filter(({ id }) => meal.dishIds.includes(id)).map(({ name }) => name);
  return html`<li class="card card-body mb-2"><div><strong>${t(meal.kind)}</strong> · ${shownTime(meal.servedAt, c.var.language)} · ${t('diners')} ${meal.diners}</div>
    <div>${names.join(punctuation[c.var.language].comma)}</div>
    <div class="actions"><a class="btn btn-link" href="/labels/lots/${meal.code}">${t('label')}</a></div></li>`;
}
