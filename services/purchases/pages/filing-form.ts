import type { NewReserveFiling, ReserveFiling } from '#schemas/reserve-filing.ts';
import { type Fields, fenFromYuan } from '../../web/form.ts';
import { choiceField, errorSummary, type FormView, inputField } from '../../web/form-view.ts';
import { yuan } from '../../web/format.ts';
import { type Html, html } from '../../web/html.ts';
import { valueNames } from '../messages.ts';
import { schoolTexts } from '../school-messages.ts';

/** What was typed, as a filing; what cannot be read is left for the schema to refuse. */
export function filingOf(fields: Fields, schoolId: string): NewReserveFiling {
  const { year, canteenStatus, representedById } = fields;
  const amount = (text: string | undefined) =>
    text === undefined ? 0 : fenFromYuan(text.replaceAll(',', ''));
  return {
    schoolId,
    year: Number(year),
    canteenStatus,
    ...(representedById === undefined ? {} : { representedById }),
    declaredFoodFen: amount(fields.declaredFoodFen),
    ratioBasisPoints: amount(fields.ratioBasisPoints),
    reservedFen: amount(fields.reservedFen),
  } as unknown as NewReserveFiling;
}

interface Filed {
  readonly year: number;
  readonly filing: ReserveFiling | undefined;
  readonly schools: readonly { readonly id: string; readonly name: string }[];
}

/** The year's filing: a new one, or the one that stands, to be corrected with a reason. */
export function filingForm(view: FormView, { year, filing, schools }: Filed, keys: Html): Html {
  const { language } = view;
  const statuses = ['own', 'shared', 'outsourced', 'none'].map((value) => ({
    value,
    label: valueNames[value]?.[language] ?? value,
  }));
  const units = schools.map(({ id, name }) => ({ value: id, label: name }));
  const action = filing ? `/canteen/832/filings/${filing.id}/corrections` : '/canteen/832/filings';
  const title = filing ? schoolTexts.correctFiling : schoolTexts.file832;
  const amount = (fen: number | undefined) => (fen === undefined ? {} : { value: yuan(fen) });
  return html`<form class="card card-body mb-3" id="filing" method="post" action="${action}">${keys}
    <h2>${title[language]}</h2>${errorSummary(view, schoolTexts)}
    <div class="field-row">
      ${inputField(view, { name: 'year', label: schoolTexts.year, inputmode: 'numeric', value: String(filing?.year ?? year) })}
      ${choiceField(view, { name: 'canteenStatus', label: schoolTexts.canteenStatus, choices: statuses, value: filing?.canteenStatus ?? 'own' })}
      ${choiceField(view, { name: 'representedById', label: schoolTexts.representedById, choices: units, value: filing?.representedById ?? '', optional: true })}
      ${inputField(view, { name: 'declaredFoodFen', label: schoolTexts.declaredFoodFen, inputmode: 'decimal', optional: true, ...amount(filing?.declaredFoodFen) })}
      ${inputField(view, { name: 'ratioBasisPoints', label: schoolTexts.ratioBasisPoints, inputmode: 'decimal', optional: true, ...amount(filing?.ratioBasisPoints) })}
      ${inputField(view, { name: 'reservedFen', label: schoolTexts.reservedFen, inputmode: 'decimal', optional: true, ...amount(filing?.reservedFen) })}
      ${filing ? inputField(view, { name: 'reason', label: schoolTexts.reason }) : ''}</div>
    <div><button class="btn btn-primary btn-wide" type="submit">${schoolTexts.save[language]}</button></div></form>`;
}
