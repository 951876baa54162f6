import type { Context as HonoContext } from 'hono';
import type { Cabinet, KeptSample } from '#schemas/sample.ts';
import { may } from '../accounts/index.ts';
import type { AppEnv } from '../web/env.ts';
import type { Fields } from '../web/form.ts';
import { type FormView, inputField, postForm, type Refusal } from '../web/form-view.ts';
import { celsius, shownTime } from '../web/format.ts';
import { type Html, html } from '../web/html.ts';
import type { Language } from '../web/language.ts';
import { staffPage } from '../web/layout.ts';
import { todayCard } from '../web/today-card.ts';
import { missingToday, texts } from './cards.ts';
import { messages } from './messages.ts';
import { keptSamples, listCabinets } from './queries.ts';

/** A form of the page that was refused: that of a cabinet, or the one for a new cabinet. */
export interface RefusedCabinet {
  readonly cabinetId: string | 'new';
  readonly values: Fields;
  readonly refusal: Refusal;
}

/** What is missing, what may be discarded, what must stay and for how long, and how warm the cabinets are. */
export async function samplesPage(c: HonoContext<AppEnv>, refused?: RefusedCabinet): Promise<Response> {
  const { ctx, language } = c.var;
  const t = texts(language);
  const now = ctx.clock.now();
  const kept = await keptSamples(ctx, {});
  const cabinets = await listCabinets(ctx, {});
  const due = kept.filter(({ dueAt, held }) => dueAt <= now && !held);
  const staying = kept.filter((sample) => !due.includes(sample));
  const writes = may(ctx, 'sample.write');
  const viewOf = (cabinetId: string): FormView =>
    refused?.cabinetId === cabinetId ? { language, ...refused } : { language, values: {} };
  return await staffPage(c, {
    title: messages.title,
    styles: ['canteen.css'],
    status: refused?.refusal.status ?? 200,
    body: html`${doneNote(c)}${todayCard(await missingToday(ctx, language), language)}
      <h2>${t('due')}</h2>${sampleList(due, (sample) => html`<a class="btn btn-outline-primary" href="/canteen/samples/${sample.id}/discard">${t('discard')}</a>`, language)}
      <h2>${t('inCabinets')}</h2>${sampleList(staying, (sample) => remainingTime(sample, now, language), language)}
      <h2>${t('cabinets')}</h2>${cabinets.length === 0 ? html`<p>${t('noCabinet')}</p>` : ''}
      ${cabinets.map((cabinet) => cabinetCard(c, cabinet, writes ? viewOf(cabinet.id) : undefined))}
      ${writes ? newCabinetForm(c, viewOf('new')) : ''}`,
  });
}

function doneNote(c: HonoContext<AppEnv>): Html {
  const t = texts(c.var.language);
  const done = c.req.query('done');
  const warm = Number(c.req.query('warm') ?? 0);
  if (done === 'discarded') return html`<p class="alert alert-success" role="status">${t('discarded')}</p>`;
  if (done !== 'measured') return html``;
  return html`<p class="alert ${warm > 0 ? 'alert-danger' : 'alert-success'}" role="status">${t('measured')} ${warm > 0 ? `${t('tooWarm')}${warm}` : ''}</p>`;
}

const sampleList = (
  samples: readonly KeptSample[],
  action: (sample: KeptSample) => Html,
  language: Language,
): Html => {
  const t = texts(language);
  if (samples.length === 0) return html`<p>${t('none')}</p>`;
  return html`<ul class="list-unstyled card card-body">${samples.map(
    (sample) => html`<li class="line">
      <div><strong>${sample.dishName}</strong> · ${t(sample.mealKind)} · ${sample.grams} g<br>
        ${shownTime(sample.sealedAt, language)} · ${sample.cabinet} ${sample.container}<br>
        <a class="code row-link" href="/labels/samples/${sample.code}">${sample.code}</a></div>
      ${action(sample)}</li>`,
  )}</ul>`;
};

function remainingTime({ dueAt, held }: KeptSample, now: string, language: Language): Html {
  const t = texts(language);
  if (held) return html`<strong>${t('held')}</strong>`;
  const minutes = Math.ceil((Date.parse(dueAt) - Date.parse(now)) / 60_000);
  return html`<span>${t('remaining')}<br>${Math.floor(minutes / 60)} ${t('hours')} ${minutes % 60} ${t('minutes')}</span>`;
}

function cabinetCard(c: HonoContext<AppEnv>, cabinet: Cabinet, view: FormView | undefined): Html {
  const { language } = c.var;
  const t = texts(language);
  const { id, name, temperatureMilliC, measuredAt } = cabinet;
  const reading =
    temperatureMilliC === null || measuredAt === null
      ? t('notMeasured')
      : `${celsius(temperatureMilliC)} ℃ · ${shownTime(measuredAt, language)}`;
  const field = `celsius-${id}`;
  const labels = { [field]: messages.temperature };
  return html`<h3>${name} · ${reading}</h3>${
    view
      ? postForm(c, view, {
          action: `/canteen/cabinets/${id}/temperatures`,
          labels,
          submit: messages.measure,
          body: inputField(view, { name: field, label: messages.temperature, inputmode: 'decimal' }),
        })
      : ''
  }`;
}

const newCabinetForm = (c: HonoContext<AppEnv>, view: FormView): Html =>
  postForm(c, view, {
    action: '/canteen/cabinets',
    labels: { name: messages.newCabinet },
    submit: messages.addCabinet,
    body: inputField(view, { name: 'name', label: messages.newCabinet }),
  });
