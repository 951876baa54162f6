import type { SupplierView } from '#schemas/supplier-view.ts';
import { addDays, civilDateOf, startOfDay } from '#schemas/time.ts';
import type { Context } from '../context.ts';
import { askedDay } from '../web/asked-day.ts';
import type { Fields } from '../web/form.ts';
import { choiceField, type FormView, inputField } from '../web/form-view.ts';
import { type Html, html } from '../web/html.ts';
import { punctuation } from '../web/punctuation.ts';
import type { StandingQuestion } from './ask-standing.ts';
import { faultWords, messages } from './messages.ts';
import { paperName } from './page-parts.ts';
import type { SupplierStanding } from './standing.ts';

/** Was it qualified on that day, as known at that time: the question, and the answer when one was asked. */
export function standingSection(
  ctx: Context,
  view: FormView,
  supplier: SupplierView,
  answer: SupplierStanding | undefined,
): Html {
  const { language } = view;
  const goods = ctx.reference.goods.classes.map(({ code, nameZh, nameEn }) => ({
    value: code,
    label: language === 'zh' ? nameZh : nameEn,
  }));
  const ofDistrict = ctx.actor.kind === 'account' && ctx.actor.schoolId === null;
  const schools = new Map(supplier.admissions.map(({ schoolId, schoolName }) => [schoolId, schoolName]));
  const schoolChoices = [...schools].map(([value, label]) => ({ value, label }));
  return html`<section class="card mb-3" aria-labelledby="standing">
    <div class="card-header"><h2 class="card-title" id="standing">${messages.standing[language]}</h2></div>
    <form class="card-body" method="get" action="/suppliers/${supplier.id}#standing">
      ${answer ? answerBox(ctx, view, answer) : ''}
      ${choiceField(view, { name: 'goodsCode', label: messages.standingGoods, choices: goods })}
      ${ofDistrict ? choiceField(view, { name: 'schoolId', label: messages.school, choices: schoolChoices }) : ''}
      <div class="pair">
        ${inputField(view, { name: 'on', label: messages.standingOn, type: 'date', value: civilDateOf(ctx.clock.now()) })}
        ${inputField(view, { name: 'knownOn', label: messages.standingKnown, type: 'date', hint: messages.standingKnownHint, optional: true })}
      </div>
      <div><button class="btn btn-outline-primary" type="submit">${messages.ask[language]}</button></div>
    </form></section>`;
}

function answerBox({ reference }: Context, { language }: FormView, { faults }: SupplierStanding): Html {
  if (faults.length === 0)
    return html`<p class="answer answer-good" role="status">${messages.qualified[language]}</p>`;
  const items = faults.map(({ ruleId, code, documentKinds = [], validTo }) => {
    const kinds = documentKinds.map((kind) => paperName(reference, kind, language)).join(' / ');
    return html`<li><span class="code">${ruleId}</span> ${faultWords[code][language]}${kinds ? html`${punctuation[language].colon}${kinds}` : ''}${validTo ? html` (${validTo})` : ''}</li>`;
  });
  return html`<div class="answer answer-bad" role="status"><strong>${messages.notQualified[language]}</strong><ul>${items}</ul></div>`;
}

/** The question of the page's address; undefined when none was asked. What is known on a later day is what is known today. */
export function questionOf(
  { goodsCode, on, knownOn, schoolId }: Fields,
  today: string,
): StandingQuestion | undefined {
  if (!goodsCode) return undefined;
  const known = askedDay(knownOn);
  return {
    goodsCode,
    ...(on ? { on } : {}),
    ...(known && known < today ? { asKnownAt: startOfDay(addDays(known, 1)) } : {}),
    ...(schoolId ? { schoolId } : {}),
  };
}
