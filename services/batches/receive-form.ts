import type { NewDelivery } from '#schemas/delivery.ts';
import { type Fields, fenFromYuan, gramsFromKilograms, milliCFromCelsius } from '../web/form.ts';
import type { Message } from '../web/language.ts';
import { messages } from './messages.ts';

/**
 * The receiving form between its steps. Every line has an id of its own from the moment it is begun; the fields of a
 * line are named by that id, never by its place, so removing or reordering lines moves nothing into another line.
 */
export interface Draft {
  /** Also the id of the delivery: sending the same draft twice records it once. */
  readonly id: string;
  readonly supplierId: string;
  readonly lineIds: readonly string[];
  readonly fields: Fields;
}

type LineInput = NewDelivery['lines'][number];
export type DeliveryInput = Omit<NewDelivery, 'coSigner'>;

/** A value that cannot be read, by the name of its field. */
export interface FieldFault {
  readonly field: string;
  readonly text: Message;
}

export interface ReadDraft {
  readonly delivery: DeliveryInput;
  /** Lines that nobody weighed: they do not count. */
  readonly leftOut: number;
  readonly faults: readonly FieldFault[];
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export function draftOf(fields: Fields, fresh: () => string): Draft {
  const ids = (fields.lines ?? '').split(',').filter((id) => uuid.test(id));
  return {
    id: uuid.test(fields.draft ?? '') ? (fields.draft as string) : fresh(),
    supplierId: fields.supplier ?? '',
    lineIds: [...new Set(ids)],
    fields,
  };
}

/** The name of a field of a line. */
export const fieldOf = (lineId: string, name: string): string => `${lineId}.${name}`;

export function typed({ fields }: Draft, lineId: string, name: string): string {
  return fields[fieldOf(lineId, name)] ?? '';
}

/** Reads a draft as a delivery that arrives at `now` unless it says otherwise. */
export function readDraft(draft: Draft, schoolId: string, now: string): ReadDraft {
  const weighed = draft.lineIds.filter((id) => typed(draft, id, 'kg') !== '');
  const lines = weighed.map((id) => readLine(draft, id));
  const { fields } = draft;
  const delivery: DeliveryInput = {
    id: draft.id,
    schoolId,
    supplierId: draft.supplierId,
    noteNumber: fields.note ?? '',
    arrivedAt: fields.arrived ? `${fields.arrived}:00+08:00` : now,
    ...given({ vehicle: fields.vehicle, sealNumber: fields.seal }),
    ...(fields.sealIntact ? { sealIntact: fields.sealIntact === 'yes' } : {}),
    photos: fields.notePhoto ? [fields.notePhoto] : [],
    lines: lines.map(({ line }) => line),
  };
  return {
    delivery,
    leftOut: draft.lineIds.length - weighed.length,
    faults: [
      ...(fields.note ? [] : [{ field: 'note', text: messages.noteMissing }]),
      ...(lines.length === 0 ? [{ field: 'lines', text: messages.nothingWeighed }] : []),
      ...lines.flatMap(({ faults }) => faults),
    ],
  };
}

function readLine(draft: Draft, id: string): { line: LineInput; faults: FieldFault[] } {
  const value = (name: string) => typed(draft, id, name);
  const faults: FieldFault[] = [];
  const number = (name: string, parse: (text: string) => number | undefined): number => {
    const parsed = parse(value(name));
    if (parsed === undefined) faults.push({ field: fieldOf(id, name), text: messages.notANumber });
    return parsed ?? 0;
  };
  const deliveredGrams = number('kg', gramsFromKilograms);
  const verdict = value('verdict') || 'accept';
  const partly = verdict === 'part' ? number('acceptedKg', gramsFromKilograms) : 0;
  const acceptedGrams = verdict === 'accept' ? deliveredGrams : partly;
  const priceFenPerKg = number('price', fenFromYuan);
  // Filled in beforehand from the last delivery; without a date to count from it says nothing.
  const life = value('life') && value('produced') ? number('life', wholeNumber) : undefined;
  const temperature = value('temp') === '' ? undefined : number('temp', milliCFromCelsius);
  if (acceptedGrams < deliveredGrams && value('reason') === '')
    faults.push({ field: fieldOf(id, 'reason'), text: messages.reasonMissing });
  const line: LineInput = {
    id,
    goodsCode: value('goods'),
    goodsName: value('name'),
    deliveredGrams,
    acceptedGrams,
    priceFenPerKg,
    amountFen: amountOf(priceFenPerKg, acceptedGrams),
    papers: papersOf(draft, id, faults),
    ...given({
      supplierLot: value('lot'),
      producedOn: value('produced'),
      makerName: value('maker'),
      makerLicence: value('licence'),
      importer: value('importer'),
    }),
    ...(life === undefined ? {} : { shelfLifeDays: life }),
    ...(temperature === undefined ? {} : { surfaceTemperatureMilliC: temperature }),
    ...(value('origin') === '' ? {} : { origin: { place: value('origin') } }),
    ...(value('override') === '' ? {} : { override: { reason: value('override') } }),
    ...(acceptedGrams < deliveredGrams
      ? {
          refusal: {
            grams: deliveredGrams - acceptedGrams,
            reason: value('reason'),
            disposition: dispositionOf(value('disposition')),
            ...given({ witness: value('witness') }),
          },
        }
      : {}),
  };
  return { line, faults };
}

/** A paper counts when its number was typed; a photo alone proves nothing that can be looked up. */
function papersOf(draft: Draft, lineId: string, faults: FieldFault[]): NonNullable<LineInput['papers']> {
  return paperPlaces.flatMap((place) => {
    const value = (name: string) => typed(draft, lineId, `${place}${name}`);
    if (value('number') === '') {
      if (value('sha') !== '')
        faults.push({ field: fieldOf(lineId, `${place}number`), text: messages.numberMissing });
      return [];
    }
    const grams = value('kg') === '' ? undefined : gramsFromKilograms(value('kg'));
    if (value('kg') !== '' && !grams)
      faults.push({ field: fieldOf(lineId, `${place}kg`), text: messages.notANumber });
    return [
      {
        kind: value('kind'),
        number: value('number'),
        ...given({ issuedOn: value('on'), sha256: value('sha') }),
        ...(grams ? { quantityGrams: grams } : {}),
      },
    ];
  });
}

/** Places for papers on a card: no class of goods asks for more than a few. */
export const paperPlaces = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5'] as const;

const dispositionOf = (text: string) => (text === 'destroyed' || text === 'held' ? text : 'returned');

const wholeNumber = (text: string): number | undefined => (/^\d{1,4}$/.test(text) ? Number(text) : undefined);

/** Rounded half up to a whole fen; products leave the safe integers. */
const amountOf = (priceFenPerKg: number, grams: number): number =>
  Number((BigInt(priceFenPerKg) * BigInt(grams) + 500n) / 1000n);

/** Without the members that nobody filled in. */
function given<T extends Record<string, string | undefined>>(values: T): { [K in keyof T]?: string } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value)) as {
    [K in keyof T]?: string;
  };
}
