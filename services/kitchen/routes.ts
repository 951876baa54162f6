import { z } from '@hono/zod-openapi';
import { Dish, NewDish } from '#schemas/dish.ts';
import { MadeNow } from '#schemas/kitchen-stock.ts';
import { Meal, NewMeal } from '#schemas/meal.ts';
import { NewPreparation, NewTopUp } from '#schemas/preparation.ts';
import { CivilDate, Id } from '#schemas/values.ts';
import { IdempotencyHeaders, jsonAnswer, jsonBody, newApi, permittedRoute } from '../web/api.ts';
import { cookDish } from './cook-dish.ts';
import { prepareLots } from './prepare-lots.ts';
import { listDishes, listMeals } from './queries.ts';
import { serveMeal } from './serve-meal.ts';
import { topUpVat } from './top-up-vat.ts';

const tags = ['kitchen'];
const headers = IdempotencyHeaders;
const ofDay = { query: z.object({ on: CivilDate.optional(), schoolId: Id.optional() }) };
const lotRefusals = [
  'not-found',
  'lot-held',
  'lot-expired',
  'lot-not-available',
  'stock-exceeded',
  'invalid-input',
] as const;

const prepare = permittedRoute('kitchen.write', {
  method: 'post',
  path: '/preparations',
  tags,
  summary: 'Make semi-finished goods, each with its own share of the inputs',
  request: { headers, ...jsonBody(NewPreparation) },
  responses: {
    201: jsonAnswer('The prepared lots, in the order given', z.object({ lots: z.array(MadeNow) })),
  },
  problems: [...lotRefusals, 'conflict'],
});

const topUp = permittedRoute('kitchen.write', {
  method: 'post',
  path: '/top-ups',
  tags,
  summary: 'Top up a vessel: remainder and new stock become a new lot',
  request: { headers, ...jsonBody(NewTopUp) },
  responses: { 201: jsonAnswer('The lot that is in the vessel now', MadeNow) },
  problems: lotRefusals,
});

const cook = permittedRoute('kitchen.write', {
  method: 'post',
  path: '/dishes',
  tags,
  summary: 'Cook a dish of what the kitchen has',
  request: { headers, ...jsonBody(NewDish) },
  responses: { 201: jsonAnswer('The dish', MadeNow) },
  problems: lotRefusals,
});

const dishes = permittedRoute('kitchen.read', {
  method: 'get',
  path: '/dishes',
  tags,
  summary: 'The dishes cooked for the meals of a day',
  request: ofDay,
  responses: { 200: jsonAnswer('Dishes in the order of cooking', z.array(Dish)) },
});

const serve = permittedRoute('kitchen.write', {
  method: 'post',
  path: '/meals',
  tags,
  summary: 'Serve dishes as a meal',
  request: { headers, ...jsonBody(NewMeal) },
  responses: { 201: jsonAnswer('The meal', MadeNow) },
  problems: ['not-found', 'lot-held', 'lot-not-available'],
});

const meals = permittedRoute('kitchen.read', {
  method: 'get',
  path: '/meals',
  tags,
  summary: 'The meals served on a day',
  request: ofDay,
  responses: { 200: jsonAnswer('Meals in the order of serving', z.array(Meal)) },
});

export const kitchenRoutes = newApi()
  .openapi(prepare, async (c) => c.json(await prepareLots(c.var.ctx, c.req.valid('json')), 201))
  .openapi(topUp, async (c) => c.json(await topUpVat(c.var.ctx, c.req.valid('json')), 201))
  .openapi(cook, async (c) => c.json(await cookDish(c.var.ctx, c.req.valid('json')), 201))
  .openapi(dishes, async (c) => c.json(await listDishes(c.var.ctx, c.req.valid('query')), 200))
  .openapi(serve, async (c) => c.json(await serveMeal(c.var.ctx, c.req.valid('json')), 201))
  .openapi(meals, async (c) => c.json(await listMeals(c.var.ctx, c.req.valid('query')), 200));
