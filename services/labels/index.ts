export { type Label, labelPage } from './label-page.ts';
export { labelPages } from './pages.ts';
