import type { Context } from '../context.ts';
import { parseExpression, requiredDocuments } from '../reference/index.ts';
import { rcv01RequiredDocuments, rcv04ShelfLife, rcv07BannedGoods } from '../rules/index.ts';
import type { StandingFault } from '../suppliers/index.ts';
import type { DeliveryFacts } from './facts.ts';
import type { ResolvedLine } from './line-shape.ts';
import type { Obstacle } from './obstacle.ts';
import { alternatives, faultTexts, texts } from './obstacle-texts.ts';

type Basis = Pick<Context, 'reference' | 'rules'>;

/**
 * Why goods of this line may not be accepted, whoever signs: banned (RCV-07), from a supplier that may not deliver
 * them (RCV-08, SUP-02, SUP-03), past their time (RCV-04), without the papers (RCV-01), from a maker whose number
 * cannot be right (SUP-01). Refusing the goods is always possible.
 */
export function obstaclesTo(accepting: ResolvedLine, facts: DeliveryFacts, basis: Basis): Obstacle[] {
  if (accepting.line.acceptedGrams === 0) return [];
  return [
    ...banned(accepting, facts, basis),
    ...unqualified(accepting, facts),
    ...expired(accepting, facts, basis),
    ...undocumented(accepting, facts, basis),
    ...doubtfulMaker(accepting),
  ];
}

/** RCV-07: nitrite anywhere, the bans of schools and kindergartens by kind of school. */
function banned({ line }: ResolvedLine, { scope }: DeliveryFacts, { rules }: Basis): Obstacle[] {
  const asked = { id: line.id, goodsCode: line.goodsCode, productName: line.goodsName };
  return rules
    .evaluate(rcv07BannedGoods, scope, asked)
    .filter(({ breach }) => breach === 'banned-goods')
    .map(({ data }) => ({
      code: 'banned-goods',
      ruleId: 'RCV-07',
      pointer: '/goodsName',
      text: texts.banned(String(data.item)),
      data: { item: data.item },
    }));
}

/** RCV-08, SUP-02, SUP-03 */
function unqualified({ line }: ResolvedLine, { standing }: DeliveryFacts): Obstacle[] {
  const faults: readonly StandingFault[] = standing.get(line.goodsCode)?.faults ?? [];
  return faults.map(({ ruleId, code, documentKinds, validTo }) => ({
    code: code === 'licence-expired' ? 'licence-expired' : 'supplier-not-qualified',
    ruleId,
    pointer: '/goodsCode',
    text: faultTexts[code],
    data: { fault: code, ...(documentKinds ? { documentKinds } : {}), ...(validTo ? { validTo } : {}) },
  }));
}

/** RCV-04: what has expired on arrival may only be refused. */
function expired(
  { line, expiresOn }: ResolvedLine,
  { scope, arrivedOn }: DeliveryFacts,
  { rules }: Basis,
): Obstacle[] {
  if (expiresOn === undefined) return [];
  return rules
    .evaluate(rcv04ShelfLife, scope, { batchId: line.id, arrivedOn, expiresOn })
    .filter(({ breach }) => breach === 'expired')
    .map(() => ({
      code: 'lot-expired',
      ruleId: 'RCV-04',
      pointer: '/producedOn',
      text: texts.expired(expiresOn),
      data: { expiresOn, arrivedOn },
    }));
}

/** RCV-01: the matrix, met by the supplier's own papers, the maker's, and those that came with the line. */
function undocumented(
  { line, goods, imported, makerLicence }: ResolvedLine,
  { scope, supplier, standing, arrivedOn }: DeliveryFacts,
  { reference, rules }: Basis,
): Obstacle[] {
  const found = standing.get(line.goodsCode);
  const ofSupplier = found?.heldDocuments.map(({ kind }) => kind) ?? [];
  const ofLine = line.papers.map(({ kind }) => kind);
  // Whether the number can be right is a question of its own (SUP-01).
  const ofMaker = makerLicence ? ['SC_LICENSE'] : [];
  const query = {
    goods,
    supplierKind: supplier.kind,
    imported,
    jurisdiction: scope.jurisdiction,
    on: arrivedOn,
  };
  const findings = rules.evaluate(rcv01RequiredDocuments, scope, {
    batchId: line.id,
    required: requiredDocuments(query, reference.documentOverrides),
    held: {
      supplier: ofSupplier,
      producer: [...ofSupplier, ...ofLine, ...ofMaker],
      // The delivery note is the sales voucher of each of its lines.
      batch: [...ofLine, 'INVOICE'],
    },
  });
  return findings
    .filter(({ data }) => data.scope !== 'supplier' || found?.faults.length === 0)
    .map(({ data }) => {
      const missing = parseExpression(String(data.missing));
      return {
        code: 'documents-missing',
        ruleId: 'RCV-01',
        pointer: '/papers',
        text: texts.undocumented(
          alternatives(missing, reference, 'zh'),
          alternatives(missing, reference, 'en'),
        ),
        data: { scope: data.scope, missing },
      };
    });
}

/** SUP-01: a number that cannot be, or one whose check digit alone fails and for which nobody gave a reason. */
function doubtfulMaker({ line, makerLicence }: ResolvedLine): Obstacle[] {
  if (makerLicence?.level !== 'reject') return [];
  const { reason = 'check_digit', overridable } = makerLicence;
  if (overridable && line.override) return [];
  return [
    {
      code: overridable ? 'needs-override' : 'invalid-input',
      ruleId: 'SUP-01',
      pointer: '/makerLicence',
      text: overridable ? texts.checkDigit : texts.impossibleLicence,
      data: { reason },
    },
  ];
}
