import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { administrationPages } from './accounts/account-pages.ts';
import { accountPages } from './accounts/pages.ts';
import { accountRoutes } from './accounts/routes.ts';
import { publicLogRoutes, recordRoutes } from './anchors/index.ts';
import { apiGuide } from './api-guide/index.ts';
import { deliveryPages, deliveryRoutes } from './batches/index.ts';
import { canteenPages } from './canteen/index.ts';
import type { Deps } from './deps.ts';
import { erasurePages, erasureRoutes, foundPages } from './erasure/index.ts';
import { findingPages, findingRoutes } from './findings/index.ts';
import { kitchenPages, kitchenRoutes, stockRoutes } from './kitchen/index.ts';
import { labelPages } from './labels/index.ts';
import { lotRoutes } from './lots/index.ts';
import { paperPages, paperRoutes } from './papers/index.ts';
import { publicPages } from './public/index.ts';
import { purchasePages, purchaseRoutes } from './purchases/index.ts';
import { samplePages, sampleRoutes } from './samples/index.ts';
import { schoolPages, schoolRoutes } from './schools/index.ts';
import { supplierPages, supplierReadRoutes, supplierRoutes } from './suppliers/index.ts';
import { sharedOriginsPages, tracePages, traceRoutes } from './trace/index.ts';
import { newApi } from './web/api.ts';
import { assets } from './web/assets.ts';
import type { AppEnv } from './web/env.ts';
import { home } from './web/home.ts';
import { languageSwitch } from './web/language-switch.ts';
import { openApiDocument } from './web/openapi.ts';
import { operations } from './web/operations.ts';
import { answerNotFound, answerProblem } from './web/problem-answer.ts';
import { problemPages } from './web/problems.ts';
import { authenticate, requestContext } from './web/request.ts';
import { limitBody, sameSiteForms, securityHeaders } from './web/security.ts';

/** The API of every slice, under `/api/v1`. */
export function createApi() {
  const api = newApi();
  for (const routes of [
    accountRoutes,
    schoolRoutes,
    supplierReadRoutes,
    supplierRoutes,
    paperRoutes,
    deliveryRoutes,
    lotRoutes,
    stockRoutes,
    kitchenRoutes,
    sampleRoutes,
    purchaseRoutes,
    recordRoutes,
    erasureRoutes,
    traceRoutes,
    findingRoutes,
  ]) {
    api.route('/', routes);
  }
  return api;
}

/** Mounts the slices. No side effects: opens nothing, reads no environment. */
export function createApp(deps: Deps) {
  const api = createApi();
  const description = openApiDocument(api);

  const pages = [
    home,
    accountPages,
    administrationPages,
    problemPages,
    apiGuide(description),
    canteenPages,
    deliveryPages,
    schoolPages,
    supplierPages,
    paperPages,
    kitchenPages,
    samplePages,
    labelPages,
    purchasePages,
    tracePages,
    sharedOriginsPages,
    findingPages,
    erasurePages,
    foundPages,
  ];

  const app = new Hono<AppEnv>();
  app.onError(answerProblem);
  app.notFound(answerNotFound);
  app.use(compress());
  // The same for everybody: no session, no log line, and no page headers on each of many small modules.
  app.route('/assets', assets);
  app.use(securityHeaders);
  app.use(requestContext(deps));
  app.use(limitBody);
  app.use(authenticate(deps));
  app.use(sameSiteForms);
  app.route('/', operations(deps));
  app.route('/', publicLogRoutes(deps.logKeys));
  app.route('/', publicPages(deps.config));
  app.route('/api/v1', api);
  app.get('/openapi.json', (c) => c.json(description));
  for (const page of pages) app.route('/', page);
  app.route(
    '/',
    languageSwitch(() => app.routes),
  );
  return app;
}
