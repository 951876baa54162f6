import { Hono } from 'hono';
import type { AppEnv } from '../../web/env.ts';
import { bureauPages } from './bureau.ts';
import { bureauUnitPages } from './bureau-units.ts';
import { reportPages } from './reports.ts';
import { schoolPages832 } from './school.ts';
import { schoolLinePages } from './school-line.ts';

export const purchasePages = new Hono<AppEnv>()
  .route('/', bureauPages)
  .route('/', bureauUnitPages)
  .route('/', reportPages)
  .route('/', schoolPages832)
  .route('/', schoolLinePages);
