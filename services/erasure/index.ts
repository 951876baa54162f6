export { foundPages } from './found-pages.ts';
export { erasurePages } from './pages.ts';
export { erasureRoutes } from './routes.ts';
