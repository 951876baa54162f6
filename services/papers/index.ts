export { linkPaper } from './link-paper.ts';
export { paperPages } from './pages.ts';
export { openPaperStore, type PaperStore, placeOfPaper } from './paper-store.ts';
export { paperRoutes } from './routes.ts';
export { storePaper } from './store-paper.ts';
