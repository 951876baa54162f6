import { Hono, type Context as HonoContext } from 'hono';
import { authorise, listAccounts } from '../accounts/index.ts';
import type { AppEnv } from '../web/env.ts';
import { type Fields, readForm } from '../web/form.ts';
import { answerForm, choiceField, postForm, type Refusal } from '../web/form-view.ts';
import { html } from '../web/html.ts';
import { staffPage } from '../web/layout.ts';
import { roleWords } from '../web/role-words.ts';
import { confirmedFields, doneNote, requireConfirmed } from './confirmed-fields.ts';
import { erasedUsername, eraseHolder } from './erase-holder.ts';
import { messages } from './messages.ts';

const path = '/erasure';

/** Erasing the name of somebody who left, for operators and school administrators. */
export const erasurePages = new Hono<AppEnv>()
  .get(path, (c) => erasurePage(c, {}))
  .post(path, async (c) => {
    const { ctx, fields } = await readForm(c);
    return await answerForm(
      c,
      { '/accountId': 'account' },
      (refusal) => erasurePage(c, fields, refusal),
      async () => {
        requireConfirmed(fields);
        const { account = '', reason = '', authority = '' } = fields;
        const { erased, records } = await eraseHolder(ctx, { accountId: account, reason, authority });
        return `${path}?erased=${erased}&records=${records}`;
      },
    );
  });

async function erasurePage(c: HonoContext<AppEnv>, values: Fields, refusal?: Refusal): Promise<Response> {
  const { ctx, language } = c.var;
  authorise(ctx, 'personal.erase');
  const ended = (await listAccounts(ctx)).filter(
    ({ id, username, disabledAt }) => disabledAt !== null && username !== erasedUsername(id),
  );
  const view = { language, values, refusal };
  const { account, reason, authority, confirm } = messages;
  return await staffPage(c, {
    title: messages.title,
    styles: ['canteen.css'],
    status: refusal?.status ?? 200,
    body: html`${doneNote(c, messages.done)}
      <p>${messages.note[language]}</p>
      ${
        ended.length === 0
          ? html`<p class="alert alert-warning">${messages.nobody[language]}</p>`
          : postForm(c, view, {
              action: path,
              labels: { account, reason, authority, confirm },
              submit: messages.erase,
              body: html`${choiceField(view, {
                name: 'account',
                label: account,
                choices: ended.map(({ id, displayName, username, role }) => ({
                  value: id,
                  label: `${displayName} · ${username} · ${roleWords[role][language]}`,
                })),
              })}
                ${confirmedFields(view)}`,
            })
      }
      <p><a href="/erasure/values">${messages.valuesTitle[language]}</a> ${messages.valuesHint[language]}</p>`,
  });
}
