/** Identifiers, trace codes and dates in an address. */
export const identifier = /[0-9a-f]{8}-[0-9a-f-]{27}|[0-9A-HJ-NP-TV-Z]{17}|\d{4}-\d\d-\d\d/g;

/** Pages whose addresses differ only in an identifier, code, date or question are one page. */
export const shapeOf = (path: string): string =>
  path
    .replaceAll(identifier, '…')
    .replace(/^\/problems\/.*/, '/problems/…')
    .replace(/\?.*/, '?');
