import { HtmlValidate } from 'html-validate';

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // A matter of taste, and of what Hono's templates write.
    'doctype-style': 'off',
    'void-style': 'off',
    'no-trailing-whitespace': 'off',
    'long-title': 'off',
    'no-inline-style': 'error',
    // HTML allows any characters but white space; fields are named after the ids of their lines.
    'valid-id': ['error', { relaxed: true }],
  },
});

/** What is wrong with the markup of a page: one line a fault. */
export async function markupFaults(page: string): Promise<string[]> {
  const { results } = await validator.validateString(page);
  return results.flatMap(({ messages }) =>
    messages.map(({ line, ruleId, message }) => `${line}: ${ruleId}: ${message}`),
  );
}
