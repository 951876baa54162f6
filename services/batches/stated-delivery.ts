import type { DeliveryCorrection } from '#schemas/delivery.ts';
import type { Delivery } from '#schemas/delivery-view.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, read } from '../context.ts';
import { openPersonalValues } from '../records/open-personal.ts';
import { showDelivery } from './show-delivery.ts';

type Content = Omit<DeliveryCorrection, 'reason' | 'coSigner'>;
type Line = Content['lines'][number];
type ShownLine = Delivery['lines'][number];

/** A delivery as it stands, in the shape in which it is stated anew by a correction. */
export interface StandingStatement {
  readonly shown: Delivery;
  readonly content: Content;
}

/**
 * What a correction starts from: everything that was stated, the witnesses of refusals too unless they were erased.
 *
 * @throws DomainError `not-found`, `forbidden`
 */
export async function statedDelivery(ctx: Context, deliveryId: string): Promise<StandingStatement> {
  authorise(ctx, 'delivery.correct');
  const shown = await showDelivery(ctx, deliveryId);
  authorise(ctx, 'delivery.correct', { schoolId: shown.schoolId });
  const names = await read(ctx, (db) => openPersonalValues(db, ctx.vault, [shown.recordId]));
  const witnesses = names.get(shown.recordId) ?? {};
  const { supplierId, noteNumber, arrivedAt, photos } = shown;
  const lines = shown.lines.map((line, place) =>
    statedLine(line, witnesses[`/lines/${place}/refusal/witness`]),
  );
  const { vehicle, sealNumber, sealIntact, orderedById } = shown;
  const optional = present({ vehicle, sealNumber, sealIntact, orderedById });
  return { shown, content: { supplierId, noteNumber, arrivedAt, photos, lines, ...optional } };
}

function statedLine(line: ShownLine, witness: string | undefined): Line {
  const { id, goodsCode, goodsName, deliveredGrams, acceptedGrams, priceFenPerKg, amountFen } = line;
  const { refusedGrams, refusalReason, disposition, originCode, originName, overrideReason } = line;
  const { supplierLot, producedOn, shelfLifeDays, makerName, makerLicence, importer } = line;
  const { surfaceTemperatureMilliC, labelMaxMilliC } = line;
  return {
    ...{ id, goodsCode, goodsName, deliveredGrams, acceptedGrams, priceFenPerKg, amountFen },
    papers: line.papers.map(({ kind, number, ...more }) => ({ kind, number, ...present(more) })),
    ...present({ supplierLot, producedOn, shelfLifeDays, makerName, makerLicence, importer }),
    ...present({ surfaceTemperatureMilliC, labelMaxMilliC }),
    ...(originName ? { origin: { place: originName, ...present({ code: originCode }) } } : {}),
    ...(overrideReason ? { override: { reason: overrideReason } } : {}),
    ...(refusalReason && disposition
      ? { refusal: { grams: refusedGrams, reason: refusalReason, disposition, ...present({ witness }) } }
      : {}),
  };
}

type Present<T> = { [K in keyof T]?: NonNullable<T[K]> };

/** Without the members that nobody stated. */
const present = <T extends object>(values: T): Present<T> =>
  Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== null && value !== undefined),
  ) as Present<T>;
