export { publicPages } from './pages.ts';
