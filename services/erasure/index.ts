export { erasurePages } from './pages.ts';
export { erasureRoutes } from './routes.ts';
