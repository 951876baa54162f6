import { Hono, type Context as HonoContext } from 'hono';
import { authorise } from '../accounts/index.ts';
import { listSchools } from '../schools/index.ts';
import type { AppEnv } from '../web/env.ts';
import { type Fields, formKeys, readForm } from '../web/form.ts';
import {
  answerForm,
  checkbox,
  choiceField,
  type FormView,
  inputField,
  postForm,
  type Refusal,
  refusalOf,
} from '../web/form-view.ts';
import { shownTime } from '../web/format.ts';
import { type Html, html } from '../web/html.ts';
import { staffPage } from '../web/layout.ts';
import { confirmedFields, doneNote, requireConfirmed } from './confirmed-fields.ts';
import { erasePlaces } from './erase-places.ts';
import { type FoundPlace, findValue } from './find-value.ts';
import { fieldNames, messages, recordNames } from './messages.ts';

type C = HonoContext<AppEnv>;

const path = '/erasure/values';

/**
 * Erasing what was typed in about somebody without an account: first where it stands, then which of it goes. What is
 * looked for is posted, since addresses end up in logs.
 */
export const foundPages = new Hono<AppEnv>()
  .get(path, (c) => searchPage(c, {}))
  .post(path, async (c) => {
    const { ctx, fields } = await readForm(c);
    if (fields.step !== 'erase') return await find(c, fields);
    return await answerForm(
      c,
      {},
      (refusal) => find(c, fields, refusal),
      async () => {
        requireConfirmed(fields);
        const { reason = '', authority = '' } = fields;
        const { erased, records } = await erasePlaces(ctx, { places: ticked(fields), reason, authority });
        return `${path}?erased=${erased}&records=${records}`;
      },
    );
  });

const prefix = 'place-';
const idLength = 36;

/** A place as the name and id of its box, which may have no slashes; names of fields in records have no dashes. */
const boxName = ({ recordId, path: at }: FoundPlace): string =>
  `${prefix}${recordId}${at.replaceAll('/', '-')}`;

const allOf = (found: readonly FoundPlace[]): Fields =>
  Object.fromEntries(found.map((place) => [boxName(place), '1']));

const ticked = (fields: Fields) =>
  Object.keys(fields)
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length))
    .map((box) => ({ recordId: box.slice(0, idLength), path: box.slice(idLength).replaceAll('-', '/') }));

async function find(c: C, fields: Fields, refusal?: Refusal): Promise<Response> {
  const { value = '', schoolId } = fields;
  try {
    const found = await findValue(c.var.ctx, { value, ...(schoolId === undefined ? {} : { schoolId }) });
    if (found.length === 0) return await searchPage(c, fields, { found: false });
    const values = c.req.query('ticked') === 'all' ? { ...fields, ...allOf(found) } : fields;
    return await foundPage(c, found, { language: c.var.language, values, refusal });
  } catch (error) {
    return await searchPage(c, fields, { refusal: refusalOf(c, error) });
  }
}

async function searchPage(
  c: C,
  values: Fields,
  { refusal, found = true }: { readonly refusal?: Refusal; readonly found?: boolean } = {},
): Promise<Response> {
  const { language } = c.var;
  const view = { language, values, refusal };
  const { value, schoolId } = messages;
  return await page(
    c,
    view,
    html`${doneNote(c, messages.erasedValues)}
      ${found ? '' : html`<p class="alert alert-warning" role="status">${messages.notFound[language]}</p>`}
      <p>${messages.valuesNote[language]}</p>
      ${postForm(c, view, {
        action: path,
        labels: { value, schoolId },
        submit: messages.find,
        body: html`${inputField(view, { name: 'value', label: value, hint: messages.valueHint })}${await scopeField(c, view)}`,
      })}`,
  );
}

/** Asked of those who answer for the whole district. */
async function scopeField(c: C, view: FormView): Promise<Html> {
  const { ctx, language } = c.var;
  if (authorise(ctx, 'personal.erase').schoolId !== null) return html``;
  const schools = (await listSchools(ctx)).map(({ id, name }) => ({ value: id, label: name }));
  const choices = [...schools, { value: 'district', label: messages.ofDistrict[language] }];
  return choiceField(view, { name: 'schoolId', label: messages.schoolId, choices });
}

async function foundPage(c: C, found: readonly FoundPlace[], view: FormView): Promise<Response> {
  const { language, values } = view;
  const { value = '', schoolId } = values;
  const { places, reason, authority, confirm } = messages;
  const search = html`<input type="hidden" name="value" value="${value}">${schoolId ? html`<input type="hidden" name="schoolId" value="${schoolId}">` : ''}`;
  return await page(
    c,
    view,
    html`<p>${messages.foundNote[language]}</p>
      ${found.length > 1 ? html`<form class="mb-3" method="post" action="${path}?ticked=all">${formKeys(c)}${search}<button class="btn btn-outline-primary" type="submit">${messages.tickAll[language]}</button></form>` : ''}
      ${postForm(c, view, {
        action: path,
        labels: { places, reason, authority, confirm },
        submit: messages.eraseTicked,
        body: html`<input type="hidden" name="step" value="erase">${search}
          <fieldset class="field" id="places"><legend class="form-label">${places[language]} · ${value}</legend>
          ${view.refusal?.fields.has('places') ? html`<div class="field-error">${messages.nonePicked[language]}</div>` : ''}
          ${found.map((place) => placeBox(view, place))}</fieldset>
          ${confirmedFields(view)}`,
      })}`,
  );
}

function placeBox(view: FormView, place: FoundPlace): Html {
  const { language } = view;
  const { type, occurredAt } = place;
  const field = place.path.split('/').at(-1) ?? '';
  const said = [recordNames[type]?.[language] ?? type, fieldNames[field]?.[language] ?? field];
  return checkbox(view, boxName(place), [shownTime(occurredAt, language), ...said].join(' · '));
}

const page = (c: C, { refusal }: FormView, body: Html): Promise<Response> =>
  staffPage(c, {
    title: messages.valuesTitle,
    back: { path: '/erasure', label: messages.title },
    styles: ['canteen.css'],
    status: refusal?.status ?? 200,
    body,
  });
