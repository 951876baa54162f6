import type { SupplierKind } from '#schemas/supplier-kind.ts';
import { requiredDocuments } from '#services/reference/index.ts';
import { addQualification, admitSupplier, registerSupplier } from '#services/suppliers/index.ts';
import type { Person, TestApp } from './app.ts';
import { creditCode, operationLicence, productionLicence } from './codes.ts';
import { reference } from './reference.ts';

type District = Awaited<ReturnType<TestApp['district']>>;

interface Wanted {
  readonly schoolId: string;
  readonly kind?: SupplierKind;
  /** Goods classes or groups of the admission; papers are added for all of them. */
  readonly scope?: readonly string[];
  readonly name?: string;
  readonly validFrom?: string;
  readonly validTo?: string;
  /** Acts instead of a new manager of the school. */
  readonly manager?: Person;
}

const suppliers = new Map<string, number>();

/** A supplier with every paper that its goods ask of it, valid 2024 to 2028, and admitted at the school. */
export async function qualifiedSupplier(district: District, wanted: Wanted) {
  const { schoolId, kind = 'dealer', scope = ['VEG'] } = wanted;
  const { validFrom = '2024-01-01', validTo = '2028-12-31' } = wanted;
  const manager = wanted.manager ?? (await district.person('manager', { schoolId }));
  const count = (suppliers.get(district.districtId) ?? 0) + 1;
  suppliers.set(district.districtId, count);
  const supplier = newSupplier({ kind, name: wanted.name ?? `甲农业 ${count}` });
  const { id: supplierId } = await registerSupplier(manager.ctx, supplier);
  const papers = [];
  for (const paper of papersFor(kind, scope)) {
    const number = paper === 'BIZ_LICENSE' || paper === 'ID_GROWER' ? supplier.creditCode : numberOf(paper);
    const dates = { validFrom, ...(paper === 'BIZ_LICENSE' ? {} : { validTo }) };
    const added = await addQualification(manager.ctx, {
      supplierId,
      kind: paper,
      number,
      issuer: '市场监督管理局',
      ...dates,
    });
    papers.push({ ...added, kind: paper, number });
  }
  await admitSupplier(manager.ctx, {
    supplierId,
    goodsScope: [...scope],
    admittedOn: '2025-09-01',
  });
  return { id: supplierId, name: supplier.name, creditCode: supplier.creditCode, papers, manager };
}

/** What a form about a supplier says. */
export const newSupplier = (more: { kind?: SupplierKind; name?: string; contactPhone?: string } = {}) => ({
  name: '乙贸易有限公司',
  creditCode: creditCode(),
  kind: 'dealer' as SupplierKind,
  divisionCode: '310115',
  address: '上海市浦东新区示例路1号',
  contactName: '张三',
  contactPhone: `139${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`,
  ...more,
});

/** One paper of each group that the matrix asks of the seller. */
function papersFor(supplierKind: SupplierKind, scope: readonly string[]): string[] {
  const classes = reference.goods.classes.filter(({ code }) =>
    scope.some((entry) => code === entry || code.startsWith(`${entry}.`)),
  );
  const groups = classes.flatMap((goods) => {
    const query = { goods, supplierKind, imported: false, jurisdiction: '310115', on: '2026-03-02' };
    return requiredDocuments(query, reference.documentOverrides).supplier;
  });
  return [...new Set(groups.map(([first]) => first as string))];
}

function numberOf(kind: string): string {
  if (kind === 'JY_LICENSE') return operationLicence();
  if (kind === 'SC_LICENSE') return productionLicence();
  return `${kind}-${Math.floor(Math.random() * 1e9)}`;
}
