import { DomainError } from '../errors.ts';
import type { Reference } from '../reference/index.ts';
import { messages } from './messages.ts';

/**
 * The division code that somebody means by a code, a county's name, or province and name (西藏 城关区).
 *
 * @throws DomainError `invalid-input` at `/divisionCode`, with the codes to choose from when several bear the name
 */
export function findPlace({ divisions }: Reference, text: string): string {
  if (/^\d{6}$/.test(text)) return text;
  const [name = '', province = ''] = text.split(/\s+/).toReversed();
  const found = divisions.named(name).filter(({ path }) => path[0]?.startsWith(province));
  const [only] = found;
  if (only && found.length === 1) return only.code;
  const choices = found.map(({ code, path }) => `${code} ${path.join('')}`).join('、');
  const { zh, en } = messages.placeSeveral;
  throw new DomainError('invalid-input', {
    errors: [{ pointer: '/divisionCode', detail: only ? 'several' : 'unknown' }],
    ...(only ? { detail: { zh: zh + choices, en: en + choices } } : {}),
  });
}
