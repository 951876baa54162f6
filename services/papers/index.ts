export { linkPaper, type PaperLink } from './link-paper.ts';
export { paperPages } from './pages.ts';
export { openPaperStore, type PaperStore, placeOfPaper } from './paper-store.ts';
export { type PaperFile, readPaper } from './read-paper.ts';
export { paperRoutes } from './routes.ts';
export { storePaper } from './store-paper.ts';
