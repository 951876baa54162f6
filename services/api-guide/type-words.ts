import { type Html, html } from '../web/html.ts';
import type { Language, Message } from '../web/language.ts';
import { hasFields, nameOf, type Schema, type Schemas } from './description.ts';

/** What a value may be, in words; a schema with fields is a link to its section. */
export function typeWords(schema: Schema, schemas: Schemas, language: Language): Html {
  if (schema.$ref !== undefined) {
    const name = nameOf(schema.$ref);
    const target = schemas[name] ?? {};
    return hasFields(target)
      ? html`<a href="#schema-${name}">${name}</a>`
      : typeWords(target, schemas, language);
  }
  if (schema.anyOf) {
    const words = schema.anyOf
      .filter((part) => part.type !== 'null')
      .map((part) => typeWords(part, schemas, language));
    return html`${joined(words, wordOf('or', language))}${schema.anyOf.some(mayBeNull) ? wordOf('orNull', language) : ''}`;
  }
  return html`${ownWords(schema, schemas, language)}${mayBeNull(schema) ? wordOf('orNull', language) : ''}`;
}

const joined = (parts: readonly Html[], between: string): Html =>
  html`${parts.map((part, index) => html`${index > 0 ? between : ''}${part}`)}`;

const mayBeNull = ({ type }: Schema): boolean =>
  type === 'null' || (Array.isArray(type) && type.includes('null'));

const mainType = ({ type }: Schema): string | undefined =>
  typeof type === 'string' ? type : type?.find((each) => each !== 'null');

function ownWords(schema: Schema, schemas: Schemas, language: Language): Html {
  if (schema.enum) {
    const values = schema.enum.filter((value) => value !== null);
    return joined(
      values.map((value) => html`<code>${String(value)}</code>`),
      wordOf('or', language),
    );
  }
  if (schema.items)
    return html`${wordOf('list', language)}${limits(schema.minItems, schema.maxItems, 'items', language)}${wordOf('of', language)}${typeWords(schema.items, schemas, language)}`;
  const type = mainType(schema) ?? 'any';
  if (type === 'integer') return html`${wordOf('integer', language)}${range(schema)}`;
  if (type !== 'string') return html`${wordOf(isWord(type) ? type : 'any', language)}`;
  if (schema.format && isWord(schema.format)) return html`${wordOf(schema.format, language)}`;
  return html`${wordOf('string', language)}${limits(schema.minLength, schema.maxLength, 'characters', language)}${schema.pattern ? html` <code>${schema.pattern}</code>` : ''}`;
}

/** JavaScript's own bounds say nothing about the value. */
const bound = (value: number | undefined): number | undefined =>
  value === undefined || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? undefined : value;

function range(schema: Schema): string {
  const [minimum, maximum] = [bound(schema.minimum), bound(schema.maximum)];
  if (minimum !== undefined && maximum !== undefined) return ` ${minimum} … ${maximum}`;
  if (minimum !== undefined) return ` ≥ ${minimum}`;
  return maximum === undefined ? '' : ` ≤ ${maximum}`;
}

function limits(
  least: number | undefined,
  most: number | undefined,
  of: 'items' | 'characters',
  language: Language,
): string {
  if (most === undefined) return '';
  const amount = least === undefined || least === most ? String(most) : `${least}–${most}`;
  const word = wordOf(least === most ? 'exactly' : 'atMost', language);
  return ` (${least === undefined || least === most ? word : ''}${amount}${wordOf(of, language)})`;
}

const words = {
  string: { zh: '文本', en: 'text' },
  integer: { zh: '整数', en: 'integer' },
  number: { zh: '数', en: 'number' },
  boolean: { zh: 'true 或 false', en: 'true or false' },
  object: { zh: '对象', en: 'object' },
  any: { zh: '任意值', en: 'anything' },
  list: { zh: '列表', en: 'list' },
  of: { zh: '，每项为', en: ' of ' },
  or: { zh: ' 或 ', en: ' or ' },
  orNull: { zh: '，可为 null', en: ' or null' },
  uuid: { zh: 'UUID', en: 'UUID' },
  date: { zh: '日期 YYYY-MM-DD', en: 'day YYYY-MM-DD' },
  'date-time': { zh: '时刻 RFC 3339', en: 'instant RFC 3339' },
  binary: { zh: '文件', en: 'file' },
  items: { zh: ' 项', en: ' entries' },
  characters: { zh: ' 字', en: ' characters' },
  exactly: { zh: '正好 ', en: 'exactly ' },
  atMost: { zh: '最多 ', en: 'at most ' },
} as const satisfies Record<string, Message>;

const isWord = (text: string): text is keyof typeof words => Object.hasOwn(words, text);
const wordOf = (word: keyof typeof words, language: Language): string => words[word][language];
