/**
 * Which documents satisfy a requirement: every group must be met, one member of a group meets it.
 * Written `A;B|C` in the tables: A, and one of B and C.
 */
export type DocumentExpression = readonly (readonly string[])[];

export function parseExpression(text: string): DocumentExpression {
  if (text === '') return [];
  return text.split(';').map((group) => group.split('|'));
}

export function formatExpression(expression: DocumentExpression): string {
  return expression.map((group) => group.join('|')).join(';');
}

/** The groups that the held documents leave open; any one document of a group would close it. Empty = complete. */
export function missingDocuments(expression: DocumentExpression, held: Iterable<string>): DocumentExpression {
  const holding = new Set(held);
  return expression.filter((group) => !group.some((code) => holding.has(code)));
}
