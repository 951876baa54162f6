import { newApi } from '../web/api.ts';
import { importRoutes } from './import-routes.ts';
import { lineRoutes } from './line-routes.ts';
import { reportRoutes } from './reports/routes.ts';
import { totalsRoutes } from './totals-routes.ts';
import { unitRoutes } from './unit-routes.ts';

export const purchaseRoutes = newApi()
  .route('/', lineRoutes)
  .route('/', unitRoutes)
  .route('/', totalsRoutes)
  .route('/', importRoutes)
  .route('/', reportRoutes);
