import type { Context as HonoContext } from 'hono';
import type { IncomingTransfer } from '#schemas/kitchen-stock.ts';
import { may } from '../accounts/index.ts';
import type { AppEnv } from '../web/env.ts';
import { formKeys } from '../web/form.ts';
import { kilograms, shownTime } from '../web/format.ts';
import { type Html, html } from '../web/html.ts';
import { staffPage } from '../web/layout.ts';
import { messages, texts } from './messages.ts';
import { listIncomingTransfers, listOutgoingTransfers } from './queries.ts';

/** What other schools sent and waits for a signature here, and what was sent and waits there. */
export async function transfersPage(c: HonoContext<AppEnv>): Promise<Response> {
  const { ctx, language } = c.var;
  const t = texts(language);
  const incoming = await listIncomingTransfers(ctx, {});
  const outgoing = await listOutgoingTransfers(ctx);
  return await staffPage(c, {
    title: messages.transfersTitle,
    back: { path: '/canteen', label: messages.today },
    styles: ['canteen.css'],
    body: html`${c.req.query('done') === undefined ? '' : html`<p class="alert alert-success" role="status">${t('accepted')}</p>`}
      <h2>${t('incoming')}</h2>${incoming.length === 0 ? html`<p>${t('nothing')}</p>` : incoming.map((transfer) => acceptForm(c, transfer))}
      <h2>${t('outgoing')}</h2>${outgoing.length === 0 ? html`<p>${t('nothing')}</p>` : html`<ul class="list-unstyled card card-body rows">${outgoing.map(({ name, grams, toSchool, sentAt }) => html`<li><span><strong>${name}</strong> ${kilograms(grams)} kg → ${toSchool} <span class="hint">${shownTime(sentAt, language)}</span></span></li>`)}</ul>`}
      ${may(ctx, 'kitchen.write') ? html`<p><a class="btn btn-outline-primary btn-wide" href="/canteen/stock?do=transfer">${t('sendLot')}</a></p>` : ''}`,
  });
}

function acceptForm(c: HonoContext<AppEnv>, transfer: IncomingTransfer): Html {
  const { ctx, language } = c.var;
  const t = texts(language);
  const { id, name, grams, fromSchool, expiresOn, code } = transfer;
  return html`<form class="card card-body mb-3" method="post" action="/canteen/transfers/${id}/accept">${formKeys(c)}
    <p><strong>${name}</strong> <strong>${kilograms(grams)}</strong> kg<br><span class="hint">${t('from')} ${fromSchool} · ${t('expires')} ${expiresOn ?? t('noDate')}</span><br><span class="code">${code}</span></p>
    ${may(ctx, 'kitchen.write') ? html`<div><button class="btn btn-primary btn-wide" type="submit">${t('accept')}</button></div>` : ''}</form>`;
}
