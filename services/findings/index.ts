export { findingPages } from './pages.ts';
export { findingRoutes } from './routes.ts';
