export { eraseHolder } from './erase-holder.ts';
export { erasurePages } from './pages.ts';
export { erasureRoutes } from './routes.ts';
