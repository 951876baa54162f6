import { checkFoodProductionLicence } from '#schemas/codes/food-production-licence.ts';
import type { CodeVerdict } from '#schemas/codes/verdict.ts';
import { addDays } from '#schemas/time.ts';
import type { GoodsClass, Reference } from '../reference/index.ts';
import type { StatedLine } from './facts.ts';
import type { Obstacle } from './obstacle.ts';

/** A line with everything in it resolved against the reference data. */
export interface ResolvedLine {
  readonly line: StatedLine;
  readonly goods: GoodsClass;
  /** Last day of use. */
  readonly expiresOn: string | undefined;
  readonly origin: { readonly code?: string; readonly name: string } | undefined;
  readonly imported: boolean;
  readonly makerLicence: CodeVerdict | undefined;
}

/** Resolves a line, or says which of its values are in no table or miss what the law asks to be written down. */
export function resolveLine(
  line: StatedLine,
  reference: Reference,
): { resolved: ResolvedLine } | { obstacles: readonly Obstacle[] } {
  const goods = reference.goods.find(line.goodsCode);
  if (!goods) return { obstacles: [invalid('/goodsCode', '没有这个食品类别', 'unknown goods class')] };
  const origin = resolveOrigin(line.origin, reference);
  const obstacles = [
    ...(line.origin && !origin ? [invalid('/origin/code', '没有这个区划代码', 'unknown division code')] : []),
    ...unknownPapers(line, reference),
    ...unidentified(line, goods),
  ];
  if (obstacles.length > 0) return { obstacles };
  const { producedOn, shelfLifeDays, makerLicence } = line;
  return {
    resolved: {
      line,
      goods,
      origin,
      expiresOn: producedOn && shelfLifeDays ? addDays(producedOn, shelfLifeDays) : undefined,
      imported: line.importer !== undefined || goods.quarantine === 'imported',
      makerLicence:
        makerLicence === undefined
          ? undefined
          : checkFoodProductionLicence(makerLicence, reference.divisions.knownRegion),
    },
  };
}

const invalid = (pointer: string, zh: string, en: string): Obstacle => ({
  code: 'invalid-input',
  pointer,
  text: { zh, en },
});

/** The division's full name, with the words that were given. Undefined when neither says anything. */
function resolveOrigin(given: StatedLine['origin'], { divisions }: Reference): ResolvedLine['origin'] {
  if (given === undefined) return undefined;
  const { code, place = '' } = given;
  const division = code === undefined ? '' : divisions.resolve(code).path.join('');
  const name = [division, place].filter((part) => part !== '').join(' ');
  if (name === '') return undefined;
  return code === undefined ? { name } : { code, name };
}

function unknownPapers({ papers }: StatedLine, { documentTypes }: Reference): Obstacle[] {
  const known = new Set(documentTypes.map(({ code }) => code));
  return papers.flatMap(({ kind }, index) =>
    known.has(kind) ? [] : [invalid(`/papers/${index}/kind`, '没有这种证明', 'unknown kind of paper')],
  );
}

/** Food Safety Law art. 50 and 53: processed food by production date or batch number; raw produce needs neither (art. 65). */
function unidentified({ supplierLot, producedOn }: StatedLine, { kind }: GoodsClass): Obstacle[] {
  if (kind === 'raw' || supplierLot !== undefined || producedOn !== undefined) return [];
  return [
    invalid('/producedOn', '请填写生产日期或批号', 'a production date or a lot number must be written down'),
  ];
}
