import { z } from '@hono/zod-openapi';
import { AccountSummary, NewAccount } from '#schemas/account.ts';
import { Id } from '#schemas/values.ts';
import { Written } from '#schemas/written.ts';
import { jsonAnswer, jsonBody, newApi, permittedRoute } from '../web/api.ts';
import { createAccount } from './create-account.ts';
import { disableAccount } from './disable-account.ts';
import { listAccounts } from './list-accounts.ts';

const list = permittedRoute('account.create', {
  method: 'get',
  path: '/accounts',
  tags: ['accounts'],
  summary: 'The accounts that the caller administers',
  responses: { 200: jsonAnswer('Accounts in order of user name', z.array(AccountSummary)) },
});

const create = permittedRoute('account.create', {
  method: 'post',
  path: '/accounts',
  tags: ['accounts'],
  summary: 'Open an account; its API token is shown once',
  request: jsonBody(NewAccount),
  responses: { 201: jsonAnswer('The account', z.object({ id: Id, apiToken: z.string() })) },
  problems: ['not-found', 'conflict'],
});

const disable = permittedRoute('account.create', {
  method: 'delete',
  path: '/accounts/{id}',
  tags: ['accounts'],
  summary: 'End an account with its sessions and tokens',
  request: { params: z.object({ id: Id }) },
  responses: { 200: jsonAnswer('The record of it', Written) },
  problems: ['not-found', 'conflict'],
});

export const accountRoutes = newApi()
  .openapi(list, async (c) => c.json(await listAccounts(c.var.ctx), 200))
  .openapi(create, async (c) => c.json(await createAccount(c.var.ctx, c.req.valid('json')), 201))
  .openapi(disable, async (c) => c.json(await disableAccount(c.var.ctx, c.req.valid('param').id), 200));
