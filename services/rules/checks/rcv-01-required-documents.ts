import { z } from 'zod';
import {
  type DocumentScope,
  documentScopes,
  formatExpression,
  missingDocuments,
  type RequiredDocuments,
} from '#services/reference/index.ts';
import type { Breach, RuleCheck } from '../check.ts';

const Parameters = z.strictObject({});

interface Facts {
  readonly batchId: string;
  readonly required: RequiredDocuments;
  /** Codes of the documents held: the supplier's own, the maker's, and those of this batch. */
  readonly held: Readonly<Record<DocumentScope, readonly string[]>>;
}

/** A batch comes with every document that the matrix asks for (Food Safety Law art. 53, 65). */
export const rcv01RequiredDocuments: RuleCheck<Facts, typeof Parameters> = {
  ruleId: 'RCV-01',
  parameters: Parameters,
  find: ({ batchId, required, held }) =>
    documentScopes.flatMap((scope): Breach[] => {
      const missing = missingDocuments(required[scope], held[scope]);
      if (missing.length === 0) return [];
      return [
        {
          breach: 'incomplete',
          evidence: [batchId],
          data: { scope, missing: formatExpression(missing) },
        },
      ];
    }),
};
