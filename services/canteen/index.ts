export { canteenPages } from './pages.ts';
