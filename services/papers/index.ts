export { linkPaper, type PaperLink } from './link-paper.ts';
