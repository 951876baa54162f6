import { type BreachCode, breaches } from '#schemas/finding.ts';
import type { Context } from '../context.ts';
import { type Html, html } from '../web/html.ts';
import type { Language } from '../web/language.ts';
import { punctuation } from '../web/punctuation.ts';

/** Words for codes, in the language of the reader. */
export interface Names {
  readonly language: Language;
  readonly paperName: (kind: string) => string;
  readonly ruleTitle: (ruleId: string) => string;
}

export const namesIn = (
  { reference, rules }: Pick<Context, 'reference' | 'rules'>,
  language: Language,
): Names => ({
  language,
  paperName: (kind) => {
    const type = reference.documentTypes.find(({ code }) => code === kind);
    return (language === 'zh' ? type?.nameZh : type?.nameEn) ?? kind;
  },
  ruleTitle: (ruleId) => {
    const rule = rules.all.find(({ id }) => id === ruleId);
    return (language === 'zh' ? rule?.titleZh : rule?.titleEn) ?? ruleId;
  },
});

/** What looks odd, in words; it does not keep anybody from signing. */
export const findingList = (
  findings: readonly { readonly ruleId: string; readonly breach: string }[],
  { language, ruleTitle }: Names,
): Html =>
  findings.length === 0
    ? html``
    : html`<ul class="notices">${findings.map(
        ({ ruleId, breach }) =>
          html`<li>⚠ ${ruleTitle(ruleId)}${punctuation[language].colon}${breaches[breach as BreachCode][language]} <span class="code">${ruleId}</span></li>`,
      )}</ul>`;
