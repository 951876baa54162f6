import type { Context as HonoContext } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { DomainError } from '../errors.ts';
import { problemOf } from '../problem.ts';
import type { AppEnv } from '../web/env.ts';
import { refusalOf } from '../web/form-view.ts';
import type { Message } from '../web/language.ts';
import { messages } from './messages.ts';
import { type DeliveryInput, type FieldFault, fieldOf } from './receive-form.ts';

/** Why a delivery was not taken, in the words and fields of the form. */
export interface Reason {
  readonly status: ContentfulStatusCode;
  readonly title: string;
  readonly detail: string | undefined;
  readonly faults: readonly FieldFault[];
  /** The goods are in order; who signs is not. */
  readonly aboutSigners: boolean;
}

const aboutSigners = new Set([
  'same-signer',
  'co-signer-refused',
  'signer-not-independent',
  'locked',
  'needs-override',
]);

/** Fields of the delivery by its members, where the names differ. */
const deliveryFields: Readonly<Record<string, string>> = { noteNumber: 'note', arrivedAt: 'arrived' };

/** Fields of a card by the member of the line that they fill. */
const fieldNames: Readonly<Record<string, string>> = {
  goodsCode: 'goods',
  goodsName: 'name',
  supplierLot: 'lot',
  producedOn: 'produced',
  shelfLifeDays: 'life',
  deliveredGrams: 'kg',
  acceptedGrams: 'acceptedKg',
  priceFenPerKg: 'price',
  amountFen: 'price',
  surfaceTemperatureMilliC: 'temp',
  makerName: 'maker',
  makerLicence: 'licence',
  importer: 'importer',
  origin: 'origin',
  refusal: 'reason',
  override: 'override',
};

/** What is said of a field, in words. */
const faultTexts: Readonly<Record<string, Message>> = {
  'licence-needs-its-maker': messages.makerMissing,
  'same-paper-twice': messages.paperTwice,
  'in the future': messages.inFuture,
  'after its use': messages.afterUse,
};

/** @throws the error itself when it is no refusal of what was typed */
export function reasonOf(c: HonoContext<AppEnv>, error: unknown, { lines }: DeliveryInput): Reason {
  const { status, title, detail } = refusalOf(c, error);
  const { errors = [] } = problemOf(error, c.var.language, c.var.ctx.requestId);
  const faults = errors.map(({ pointer, detail: said }) => ({
    field: fieldAt(pointer, lines),
    text: faultTexts[said] ?? messages.incomplete,
  }));
  const unique = new Map(faults.map((fault) => [fault.field, fault]));
  return {
    status,
    title,
    detail,
    faults: [...unique.values()],
    aboutSigners: error instanceof DomainError && errors.length === 0 && aboutSigners.has(error.code),
  };
}

/** `/lines/2/producedOn` is the field of the third line; what has no field of its own is its card. */
function fieldAt(pointer: string, lines: DeliveryInput['lines']): string {
  const [, top = '', index = '', member = ''] = pointer.split('/');
  const line = lines[Number(index)];
  if (top !== 'lines' || !line) return deliveryFields[top] ?? top;
  const name = fieldNames[member];
  return name ? fieldOf(line.id, name) : line.id;
}
