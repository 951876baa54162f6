import type { Finding } from '#schemas/finding.ts';
import type { Context } from '../context.ts';
import {
  rcv02DocumentDates,
  rcv04ShelfLife,
  rcv06ReceivingTemperature,
  rcv07BannedGoods,
  rcv09Disposition,
  sup01IdentifierCodes,
} from '../rules/index.ts';
import type { DeliveryFacts } from './facts.ts';
import type { ResolvedLine } from './line-shape.ts';

type Basis = Pick<Context, 'clock' | 'rules'>;

/** What is odd about accepted goods. Kept with the lot; never blocks. */
export function acceptanceFindings(
  { line, goods, expiresOn, makerLicence }: ResolvedLine,
  lotId: string,
  { scope, arrivedOn }: DeliveryFacts,
  { rules }: Basis,
): Finding[] {
  const dated = line.papers.flatMap(({ kind, number, issuedOn, validTo, lotNumber }) =>
    issuedOn === undefined
      ? []
      : [{ id: `${kind} ${number}`, kind, issuedOn, ...given({ validTo, lotNo: lotNumber }) }],
  );
  return [
    ...rules.evaluate(rcv02DocumentDates, scope, {
      batchId: lotId,
      arrivedOn,
      documents: dated,
      ...given({ lotNo: line.supplierLot }),
    }),
    ...rules.evaluate(rcv04ShelfLife, scope, {
      batchId: lotId,
      arrivedOn,
      ...given({ producedOn: line.producedOn, expiresOn }),
    }),
    ...rules.evaluate(rcv06ReceivingTemperature, scope, {
      batchId: lotId,
      goods,
      ...given({ temperatureMilliC: line.surfaceTemperatureMilliC, labelMaxMilliC: line.labelMaxMilliC }),
    }),
    // What is banned for certain was refused.
    ...rules.evaluate(rcv07BannedGoods, scope, {
      id: lotId,
      goodsCode: line.goodsCode,
      productName: line.goodsName,
    }),
    ...rules.evaluate(sup01IdentifierCodes, scope, {
      supplierId: lotId,
      papers: makerLicence
        ? [
            {
              id: makerLicence.normalised,
              kind: 'SC_LICENSE',
              verdict: makerLicence,
              overrideId: line.override && line.id,
            },
          ]
        : [],
      madeCategories: [],
    }),
  ];
}

/** RCV-09: what was refused is returned, destroyed or held before a witness. */
export function refusalFindings(
  { line, expiresOn }: ResolvedLine,
  arrivedAt: string,
  { scope, arrivedOn }: DeliveryFacts,
  { rules, clock }: Basis,
): Finding[] {
  if (!line.refusal) return [];
  const { disposition, witness } = line.refusal;
  return rules.evaluate(rcv09Disposition, scope, {
    batchId: line.id,
    verdict: line.acceptedGrams === 0 ? 'reject' : 'partial',
    decidedAt: arrivedAt,
    expired: expiresOn !== undefined && expiresOn <= arrivedOn,
    disposition: {
      id: line.id,
      kind: disposition,
      at: arrivedAt,
      // The witness is a person: the rule needs to know only that there was one.
      ...(witness ? { witnessId: 'witness' } : {}),
    },
    asOf: clock.now(),
  });
}

/** Without the members that are undefined: to the rules, absent means absent. */
function given<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
