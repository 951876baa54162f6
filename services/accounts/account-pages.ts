import { Hono, type Context as HonoContext } from 'hono';
import type { NewAccount } from '#schemas/account.ts';
import { Role } from '#schemas/role.ts';
import type { AccountActor } from '../context.ts';
import { DomainError } from '../errors.ts';
import { listSchools } from '../schools/index.ts';
import { listSupplierNames } from '../suppliers/index.ts';
import type { AppEnv } from '../web/env.ts';
import { type Fields, readForm } from '../web/form.ts';
import { postForm, type Refusal, refusalOf } from '../web/form-view.ts';
import { html } from '../web/html.ts';
import { staffPage } from '../web/layout.ts';
import { accountForm, accountList, type Openings } from './account-views.ts';
import { authorise } from './authorise.ts';
import { createAccount } from './create-account.ts';
import { disableAccount } from './disable-account.ts';
import { listAccounts } from './list-accounts.ts';
import { texts } from './messages.ts';

type C = HonoContext<AppEnv>;

const back = { path: '/accounts', label: texts.accounts };
const rolesOfSchools: readonly Role[] = ['receiver', 'manager', 'school-admin'];

/** Accounts as their administrators keep them: of the own school, or of the whole district. */
export const administrationPages = new Hono<AppEnv>()
  .get('/accounts', async (c) => {
    const { ctx, language } = c.var;
    const { accountId: ownId } = authorise(ctx, 'account.create');
    const body = accountList({ accounts: await listAccounts(ctx), ownId, language });
    return await staffPage(c, { title: texts.accounts, body });
  })
  .get('/accounts/new', (c) => newAccountPage(c, {}))
  .post('/accounts/new', async (c) => {
    const { ctx, fields } = await readForm(c);
    const actor = authorise(ctx, 'account.create');
    try {
      const { apiToken } = await createAccount(ctx, accountOf(fields, actor));
      return await openedPage(c, fields.username ?? '', apiToken);
    } catch (error) {
      return await newAccountPage(c, fields, refusalOf(c, error));
    }
  })
  .get('/accounts/:id/end', (c) => endPage(c))
  .post('/accounts/:id/end', async (c) => {
    const { ctx } = await readForm(c);
    await disableAccount(ctx, c.req.param('id'));
    return c.redirect('/accounts', 303);
  });

/** What was typed, as the verb takes it; administrators of a school open accounts of their own. */
function accountOf(
  { displayName, username, role, schoolId, supplierId, password, pin }: Fields,
  actor: AccountActor,
): NewAccount {
  const school = actor.schoolId ?? schoolId;
  return {
    ...(school ? { schoolId: school } : {}),
    ...(supplierId ? { supplierId } : {}),
    ...(pin ? { pin } : {}),
    displayName: displayName ?? '',
    username: username ?? '',
    role: role as Role,
    password: password ?? '',
  };
}

async function openingsFor(c: C): Promise<Openings> {
  const { ctx } = c.var;
  if (authorise(ctx, 'account.create').schoolId !== null)
    return { roles: rolesOfSchools, schools: [], suppliers: [] };
  const choice = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name });
  return {
    roles: Role.options,
    schools: (await listSchools(ctx)).map(choice),
    suppliers: (await listSupplierNames(ctx)).map(choice),
  };
}

async function newAccountPage(c: C, values: Fields, refusal?: Refusal): Promise<Response> {
  const view = { language: c.var.language, values, refusal };
  const body = accountForm(c, view, await openingsFor(c));
  return await staffPage(c, { title: texts.add, back, body, status: refusal?.status ?? 200 });
}

/** Shown instead of a redirect: the token exists in this one answer. */
async function openedPage(c: C, username: string, apiToken: string): Promise<Response> {
  const { language } = c.var;
  c.header('cache-control', 'no-store');
  return await staffPage(c, {
    title: texts.opened,
    back,
    status: 201,
    body: html`<div class="card card-body"><p role="status">✓ ${texts.username[language]} <strong class="code">${username}</strong></p>
      <p>${texts.token[language]}</p><p class="code hash">${apiToken}</p></div>`,
  });
}

async function endPage(c: C): Promise<Response> {
  const { ctx, language } = c.var;
  const account = (await listAccounts(ctx)).find(({ id }) => id === c.req.param('id'));
  if (!account) throw new DomainError('not-found');
  const form = postForm(
    c,
    { language, values: {} },
    {
      action: `/accounts/${account.id}/end`,
      labels: {},
      submit: texts.end,
      body: html`<p><strong>${account.displayName}</strong> <span class="code">${account.username}</span></p><p>${texts.endHint[language]}</p>`,
    },
  );
  return await staffPage(c, { title: texts.endTitle, back, body: form });
}
