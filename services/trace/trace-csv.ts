import type { Trace, TraceNode } from '#schemas/trace.ts';
import { csvText } from '../web/csv.ts';
import type { Language } from '../web/language.ts';
import { evidenceColumns, mainColumns, type TraceColumn } from './columns.ts';

/** The lots of a trace as a spreadsheet: the columns of the page and of its evidence, in the page's order. */
export function traceCsv({ nodes }: Trace, language: Language): string {
  const columns = [...mainColumns, ...evidenceColumns];
  const titles = columns.map(({ title }) => title[language]);
  const cell = (node: TraceNode, { text, numeric }: TraceColumn) =>
    numeric && text(node, language) !== ''
      ? Number(text(node, language).replaceAll(',', ''))
      : text(node, language);
  return csvText([titles, ...nodes.map((node) => columns.map((column) => cell(node, column)))]);
}
