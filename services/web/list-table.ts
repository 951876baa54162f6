import { type Html, html } from './html.ts';

export interface Column {
  readonly title: string;
  readonly numeric?: true;
}

export interface ListTable {
  /** What the table lists, for those who do not see it. */
  readonly caption: string;
  readonly columns: readonly Column[];
  /** Each row's cells in the order of the columns; the first one says what the row is about. */
  readonly rows: readonly (readonly (Html | string)[])[];
}

/** A list with several facts a row: a table on a wide screen, on a phone one block a row with each fact named. */
export const listTable = ({ caption, columns, rows }: ListTable): Html =>
  html`<div class="scroll-x" tabindex="0"><table class="table list-table"><caption class="visually-hidden">${caption}</caption>
    <thead><tr>${columns.map((column) => html`<th scope="col"${numeric(column)}>${column.title}</th>`)}</tr></thead>
    <tbody>${rows.map((cells) => html`<tr>${cells.map((cell, at) => listCell(cell, columns[at] as Column, at))}</tr>`)}</tbody></table></div>`;

const numeric = (column: Column) => (column.numeric ? html` class="number"` : '');

const listCell = (cell: Html | string, column: Column, at: number): Html =>
  at === 0
    ? html`<th scope="row">${cell}</th>`
    : html`<td data-name="${column.title}"${numeric(column)}>${typeof cell === 'string' ? cell : html`<div>${cell}</div>`}</td>`;
