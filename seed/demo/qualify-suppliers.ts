import { addDays } from '#schemas/time.ts';
import type { Context } from '#services/context.ts';
import { requiredDocuments } from '#services/reference/index.ts';
import { addQualification, admitSupplier, registerSupplier } from '#services/suppliers/index.ts';
import type { syntheticCodes } from './codes.ts';
import type { OpenedSchool } from './open-schools.ts';
import { type DemoSupplier, demoSuppliers } from './suppliers.ts';

export interface QualifiedSupplier extends DemoSupplier {
  readonly id: string;
  readonly creditCode: string;
}

type Codes = ReturnType<typeof syntheticCodes>;

/** Last valid day of a troubled supplier's licences, in days from the last day of the story. */
const endsIn = { 'licence-expired': -6, 'licence-expiring': 21 } as const;

/** Registers the suppliers, records the licences that their goods ask of them, and admits them at every school. */
export async function qualifySuppliers(
  ctx: Context,
  managers: readonly { school: OpenedSchool; ctx: Context }[],
  until: string,
  codes: Codes,
): Promise<QualifiedSupplier[]> {
  const qualified: QualifiedSupplier[] = [];
  for (const [index, demo] of demoSuppliers.entries()) {
    const creditCode = codes.creditCode(demo.divisionCode, demo.kind === 'cooperative' ? '93' : '91');
    const { id: supplierId } = await registerSupplier(ctx, {
      name: demo.name,
      creditCode,
      kind: demo.kind,
      divisionCode: demo.divisionCode,
      address: `示例路${index + 1}号`,
      contactName: '示例联系人',
      contactPhone: `139000000${String(index).padStart(2, '0')}`,
    });
    const validTo = addDays(until, demo.trouble ? endsIn[demo.trouble] : 500 + 20 * index);
    for (const kind of licencesOf(ctx, demo)) {
      const number = licenceNumber(kind, demo, creditCode, codes);
      const dates = { validFrom: addDays(until, -700), ...(kind === 'BIZ_LICENSE' ? {} : { validTo }) };
      await addQualification(ctx, { supplierId, kind, number, issuer: '市场监督管理局', ...dates });
    }
    for (const manager of managers) {
      await admitSupplier(manager.ctx, {
        supplierId,
        goodsScope: [...demo.goodsScope],
      });
    }
    qualified.push({ ...demo, id: supplierId, creditCode });
  }
  return qualified;
}

/** One licence for each requirement of the matrix on seller and, where the supplier makes the goods itself, maker. */
function licencesOf({ reference }: Context, demo: DemoSupplier): string[] {
  const makes = demo.kind === 'manufacturer' || demo.kind === 'slaughterhouse';
  const goods = reference.goods.classes.filter(({ code }) =>
    demo.goodsScope.some((scope) => code.startsWith(scope)),
  );
  const kinds = goods.flatMap((item) => {
    const query = {
      goods: item,
      supplierKind: demo.kind,
      imported: false,
      jurisdiction: '310115',
      on: '2026-01-05',
    };
    const { supplier, producer } = requiredDocuments(query, reference.documentOverrides);
    return [...supplier, ...(makes ? producer : [])];
  });
  const preferred = demo.kind === 'manufacturer' ? 'SC_LICENSE' : 'JY_LICENSE';
  return [...new Set(kinds.map((group) => (group.includes(preferred) ? preferred : (group[0] as string))))];
}

function licenceNumber(kind: string, demo: DemoSupplier, creditCode: string, codes: Codes): string {
  switch (kind) {
    case 'BIZ_LICENSE':
      return creditCode;
    case 'JY_LICENSE':
      return codes.operationLicence(demo.divisionCode, demo.kind === 'caterer' ? '2' : '1');
    case 'SC_LICENSE':
      return codes.productionLicence(demo.productionCategory, demo.divisionCode);
    default:
      return `示例-${kind}-${demo.key}`;
  }
}
