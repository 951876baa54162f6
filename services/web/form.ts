import { createHash } from 'node:crypto';
import type { Context as HonoContext } from 'hono';
import type { Context } from '../context.ts';
import { DomainError } from '../errors.ts';
import { newId } from '../ids.ts';
import { fingerprint, submissionKey } from '../submission.ts';
import type { AppEnv } from './env.ts';
import { type Html, html } from './html.ts';

/** What a form sent: trimmed texts by field name, without empty ones. */
export type Fields = Readonly<Record<string, string>>;

export interface SentForm {
  readonly fields: Fields;
  readonly files: Readonly<Record<string, readonly File[]>>;
  /** The request's context with the form's submission key, so that a second click changes nothing. */
  readonly ctx: Context;
}

/**
 * Reads a posted form of a signed-in browser.
 *
 * @throws DomainError `cross-site-request` without the session's token, `malformed-body`
 */
export async function readForm(c: HonoContext<AppEnv>): Promise<SentForm> {
  const data = await c.req.formData().catch((cause) => {
    throw new DomainError('malformed-body', { cause });
  });
  if (!c.var.csrfToken || data.get('_csrf') !== c.var.csrfToken) throw new DomainError('cross-site-request');
  const texts: Record<string, string> = {};
  const files: Record<string, File[]> = {};
  for (const [name, value] of data) {
    if (value instanceof File) {
      if (value.size > 0) files[name] = [...(files[name] ?? []), value];
    } else if (!name.startsWith('_') && value.trim() !== '') texts[name] = value.trim();
  }
  const key = data.get('_submission');
  if (key && !(typeof key === 'string' && submissionKey.test(key))) throw new DomainError('malformed-body');
  const { ctx } = c.var;
  const submission =
    typeof key === 'string' && key && ctx.actor.kind === 'account'
      ? { accountId: ctx.actor.accountId, key, bodyHash: fingerprint(ctx.vault, bodyHash(c.req.path, texts)) }
      : undefined;
  return { fields: texts, files, ctx: submission ? { ...ctx, submission } : ctx };
}

const bodyHash = (path: string, fields: Fields) =>
  createHash('sha256')
    .update(JSON.stringify([path, Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1))]))
    .digest('hex');

/** The hidden fields of every posted form: the session's token, and the key that makes a retry harmless. */
export function formKeys(c: HonoContext<AppEnv>, submission: string = newId(c.var.ctx.clock.now())): Html {
  return html`<input type="hidden" name="_csrf" value="${c.var.csrfToken ?? ''}"><input type="hidden" name="_submission" value="${submission}">`;
}

/** Kilograms as typed (`12.5`) in grams; undefined when it is not such a number. */
export const gramsFromKilograms = (text: string | undefined): number | undefined => scaled(text, 3);
/** Yuan as typed (`13.50`) in fen. */
export const fenFromYuan = (text: string | undefined): number | undefined => scaled(text, 2);
/** Degrees Celsius as typed (`-18.5`) in thousandths. */
export const milliCFromCelsius = (text: string | undefined): number | undefined => scaled(text, 3);

/** Decimal text times a power of ten without passing through a float. */
function scaled(text: string | undefined, digits: number): number | undefined {
  const [, sign, whole, fraction = ''] = /^([-−]?)(\d{1,9})(?:\.(\d*))?$/.exec(text ?? '') ?? [];
  if (whole === undefined || fraction.length > digits) return undefined;
  const value = Number(whole + fraction.padEnd(digits, '0'));
  return sign ? -value : value;
}

/** A `datetime-local` value, which says no zone, as an instant in China; what is no such value stays as it is. */
export const instantFromLocal = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) ? `${text}:00+08:00` : text;
