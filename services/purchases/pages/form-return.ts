import type { Context as HonoContext } from 'hono';
import { problemOf } from '../../problem.ts';
import type { AppEnv } from '../../web/env.ts';
import type { Fields } from '../../web/form.ts';
import { type FormView, type Refusal, refusalOf } from '../../web/form-view.ts';
import { faultTexts } from '../fault-texts.ts';

/** A form that came back: what was typed, and why it was refused. */
export interface Returned {
  readonly values: Fields;
  readonly refusal: Refusal;
}

interface Posted {
  readonly fields: Fields;
  /** Fields of the form by the pointers that a refusal may name. */
  readonly fieldOf?: Readonly<Record<string, string>>;
  /** Shows the page again. */
  readonly again: (returned: Returned) => Promise<Response>;
}

/** Does what a form asks and leads on, or shows the form again with what was typed. */
export async function orAgain(
  c: HonoContext<AppEnv>,
  { fields, fieldOf = {}, again }: Posted,
  act: () => Promise<string>,
): Promise<Response> {
  try {
    return c.redirect(await act(), 303);
  } catch (error) {
    const refusal = refusalOf(c, error, fieldOf);
    return await again({
      values: fields,
      refusal: { ...refusal, detail: refusal.detail ?? inWords(c, error) },
    });
  }
}

/** What the codes of a refusal mean, as far as they are in the catalogue. */
function inWords(c: HonoContext<AppEnv>, error: unknown): string | undefined {
  const { errors = [] } = problemOf(error, c.var.language, c.var.ctx.requestId);
  const words = errors.flatMap(({ detail }) => faultTexts[detail]?.[c.var.language] ?? []);
  return words.length === 0 ? undefined : [...new Set(words)].join('；');
}

/** A form as it is shown: empty, or come back. */
export const viewOf = (c: HonoContext<AppEnv>, returned: Returned | undefined): FormView => ({
  language: c.var.language,
  values: returned?.values ?? {},
  refusal: returned?.refusal,
});
