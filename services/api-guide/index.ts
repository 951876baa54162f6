export { apiGuide } from './pages.ts';
