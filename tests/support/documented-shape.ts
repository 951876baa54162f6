import Ajv, { type ValidateFunction } from 'ajv';
import { operationAt, operations, schemas } from './operations.ts';

const described = operations();
const ajv = new Ajv({ allErrors: true, unknownFormats: ['binary'] });
const compiled = new Map<string, ValidateFunction>();

/**
 * Holds an answer of the API to the schema that its description gives of it.
 *
 * @throws Error naming what does not fit. Nothing for what is not described: tests/documented says what is missing there.
 */
export function assertDocumentedShape(
  method: string,
  path: string,
  { status, body }: { readonly status: number; readonly body: unknown },
): void {
  const operation = operationAt(described, { method, path });
  const schema = operation?.answers[status];
  if (!operation || !schema) return;
  const answer = `${method} ${operation.path} ${status}`;
  const validate = compiled.get(answer) ?? ajv.compile({ allOf: [schema], components: { schemas } });
  compiled.set(answer, validate);
  if (validate(body)) return;
  const faults = validate.errors?.map(({ dataPath, message }) => `${dataPath} ${message}`).join('\n  ');
  throw new Error(`${answer} is not as described in /openapi.json:\n  ${faults}`);
}
