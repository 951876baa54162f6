import { z } from 'zod';
import type { Breach, RuleCheck } from '../check.ts';

const Parameters = z.strictObject({
  /** Documents that must exist before the goods arrive. */
  issuedBeforeArrival: z.array(z.string()),
  /** Documents that are about one lot. */
  boundToLot: z.array(z.string()),
});

interface Facts {
  readonly batchId: string;
  readonly lotNo?: string | undefined;
  readonly arrivedOn: string;
  readonly documents: readonly {
    readonly id: string;
    /** Document type code, e.g. AQ_PRODUCT. */
    readonly kind: string;
    readonly issuedOn: string;
    readonly validTo?: string | undefined;
    readonly lotNo?: string | undefined;
  }[];
}

/** The dates and lot numbers of a batch's documents fit the batch. */
export const rcv02DocumentDates: RuleCheck<Facts, typeof Parameters> = {
  ruleId: 'RCV-02',
  parameters: Parameters,
  find: (facts, parameters) => facts.documents.flatMap((document) => faults(document, facts, parameters)),
};

function faults(
  { id, kind, issuedOn, validTo, lotNo }: Facts['documents'][number],
  batch: Facts,
  { issuedBeforeArrival, boundToLot }: z.output<typeof Parameters>,
): Breach[] {
  const evidence = [batch.batchId, id];
  const { arrivedOn } = batch;
  const breaches: Breach[] = [];
  if (issuedBeforeArrival.includes(kind) && issuedOn > arrivedOn) {
    breaches.push({ breach: 'future-dated', evidence, data: { kind, issuedOn, arrivedOn } });
  }
  if (validTo !== undefined && validTo < arrivedOn) {
    breaches.push({ breach: 'expired', evidence, data: { kind, validTo, arrivedOn } });
  }
  const bothKnown = lotNo !== undefined && batch.lotNo !== undefined;
  if (boundToLot.includes(kind) && bothKnown && lotNo !== batch.lotNo) {
    breaches.push({ breach: 'lot-mismatch', evidence, data: { kind } });
  }
  return breaches;
}
