import type { Context as HonoContext } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { ZodError } from 'zod';
import { DomainError } from '../errors.ts';
import { problemOf } from '../problem.ts';
import type { AppEnv } from './env.ts';
import { type Fields, formKeys } from './form.ts';
import { type Html, html } from './html.ts';
import type { Language, Message } from './language.ts';
import { frame } from './messages.ts';

/** Why a form came back: the problem, and the fields of the form that it names. */
export interface Refusal {
  readonly code: string;
  readonly status: ContentfulStatusCode;
  readonly title: string;
  readonly detail: string | undefined;
  readonly fields: ReadonlySet<string>;
  /** The lot that stands in the way, of several in one form. */
  readonly lotId?: string;
}

/** A form as it is shown: empty, or with what was typed and why it was refused. */
export interface FormView {
  readonly language: Language;
  readonly values: Fields;
  readonly refusal?: Refusal | undefined;
}

/**
 * What a verb's refusal means for a form. Its pointers are turned into names of fields: by the table, or by their last
 * step when that is a name.
 *
 * @throws the error itself when it is no refusal of what was typed
 */
export function refusalOf(
  c: HonoContext<AppEnv>,
  error: unknown,
  fieldOf: Readonly<Record<string, string>> = {},
): Refusal {
  if (!(error instanceof DomainError || error instanceof ZodError)) throw error;
  const {
    type,
    status,
    title,
    detail,
    errors = [],
    data,
  } = problemOf(error, c.var.language, c.var.ctx.requestId);
  if (status === 401 || status === 403) throw error;
  const fields = errors.map(({ pointer }) => fieldOf[pointer] ?? pointer.split('/').at(-1) ?? '');
  const code = type.slice(type.lastIndexOf('/') + 1);
  return {
    code,
    status: status as ContentfulStatusCode,
    title,
    detail,
    fields: new Set(fields),
    ...(typeof data?.lotId === 'string' ? { lotId: data.lotId } : {}),
  };
}

/** Redirects to where the verb leads, or shows the form again with the reason of the refusal. */
export async function answerForm(
  c: HonoContext<AppEnv>,
  fieldOf: Readonly<Record<string, string>>,
  again: (refusal: Refusal) => Promise<Response>,
  verb: () => Promise<string>,
): Promise<Response> {
  let next: string;
  try {
    next = await verb();
  } catch (error) {
    return await again(refusalOf(c, error, fieldOf));
  }
  return c.redirect(next, 303);
}

/** The box above a refused form: it takes the focus, and leads to each bad field. */
export function errorSummary(
  { language, refusal }: FormView,
  labels: Readonly<Record<string, Message>>,
): Html {
  if (!refusal) return html``;
  const named = [...refusal.fields].filter((name) => Object.hasOwn(labels, name));
  return html`<div class="error-summary" role="alert" tabindex="-1" autofocus>
    <h2>${refusal.title}</h2>
    ${refusal.detail ? html`<p>${refusal.detail}</p>` : ''}
    ${named.length > 0 ? html`<ul>${named.map((name) => html`<li><a href="#${name}">${frame.checkField[language]}${labels[name]?.[language]}</a></li>`)}</ul>` : ''}
    <p>${frame.nothingSaved[language]}</p>
  </div>`;
}

interface PostForm {
  readonly action: string;
  /** Of every field that can be wrong, by its name. */
  readonly labels: Readonly<Record<string, Message>>;
  readonly submit: Message;
  readonly body: Html;
}

/** A form that posts: the reason why it came back, its fields, and one button that a wet thumb hits. */
export const postForm = (c: HonoContext<AppEnv>, view: FormView, form: PostForm): Html =>
  html`<form class="card card-body mb-3" method="post" action="${form.action}">
    ${errorSummary(view, form.labels)}${formKeys(c)}${form.body}
    <div><button class="btn btn-primary btn-wide" type="submit">${form.submit[view.language]}</button></div>
  </form>`;

interface Input {
  readonly name: string;
  readonly label: Message;
  readonly hint?: Message;
  readonly type?: 'text' | 'date' | 'datetime-local' | 'password' | 'number';
  /** `decimal` and `numeric` bring up the right keyboard of a phone. */
  readonly inputmode?: 'decimal' | 'numeric';
  readonly autocomplete?: string;
  /** Id of a datalist. */
  readonly list?: string;
  readonly optional?: true;
  readonly value?: string;
}

/** A labelled field, with what was typed kept and its error beside it. Passwords and PINs are not kept. */
export function inputField(view: FormView, input: Input): Html {
  const { name, label, type = 'text', inputmode, optional } = input;
  // A PIN of somebody else is not for the password store of this browser.
  const { autocomplete = type === 'password' ? 'one-time-code' : 'off' } = input;
  const value = type === 'password' ? '' : (view.values[name] ?? input.value ?? '');
  return fieldAround(
    view,
    input,
    html`<input class="form-control" id="${name}" name="${name}" type="${type}" value="${value}" autocomplete="${autocomplete}"${inputmode ? html` inputmode="${inputmode}"` : ''}${input.list ? html` list="${input.list}"` : ''}${optional ? '' : html` required`}${described(view, input)}>`,
    label,
  );
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** A labelled list to choose one from. */
export function choiceField(
  view: FormView,
  input: Omit<Input, 'type' | 'inputmode' | 'list'> & { readonly choices: readonly Choice[] },
): Html {
  const chosen = view.values[input.name] ?? input.value ?? '';
  const options = input.choices.map(
    ({ value, label }) =>
      html`<option value="${value}"${value === chosen ? html` selected` : ''}>${label}</option>`,
  );
  return fieldAround(
    view,
    input,
    html`<select class="form-select" id="${input.name}" name="${input.name}"${input.optional ? '' : html` required`}${described(view, input)}>
      <option value="">${frame.choose[view.language]}</option>${options}</select>`,
    input.label,
  );
}

/** A box to tick, which stays ticked when the form comes back. */
export const checkbox = ({ values }: FormView, name: string, label: string): Html =>
  html`<label class="check"><input class="form-check-input" type="checkbox" id="${name}" name="${name}" value="1"${values[name] ? html` checked` : ''}> ${label}</label>`;

const described = ({ refusal }: FormView, { name, hint }: Pick<Input, 'name' | 'hint'>): Html => {
  const bad = refusal?.fields.has(name);
  const ids = [hint ? `${name}-hint` : '', bad ? `${name}-error` : ''].filter(Boolean).join(' ');
  return html`${bad ? html` aria-invalid="true"` : ''}${ids ? html` aria-describedby="${ids}"` : ''}`;
};

function fieldAround(
  { language, refusal }: FormView,
  { name, hint, optional }: Pick<Input, 'name' | 'hint' | 'optional'>,
  control: Html,
  label: Message,
): Html {
  return html`<div class="field"><label class="form-label" for="${name}">${label[language]}${optional ? html` <span class="hint">${frame.optional[language]}</span>` : ''}</label>
    ${hint ? html`<div class="hint" id="${name}-hint">${hint[language]}</div>` : ''}
    ${refusal?.fields.has(name) ? html`<div class="field-error" id="${name}-error">${frame.checkField[language]}${label[language]}</div>` : ''}
    ${control}</div>`;
}
