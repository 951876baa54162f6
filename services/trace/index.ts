export { anyNumber } from './any-of.ts';
export { openHoldsBehind } from './open-holds-behind.ts';
export { tracePages } from './pages.ts';
export { refuseHeldOrigins } from './refuse-held-origins.ts';
export { traceRoutes } from './routes.ts';
export { searchTrace } from './search.ts';
export { traceLot } from './trace-lot.ts';
export { type Direction, type Step, type Walk, walk } from './walk.ts';
