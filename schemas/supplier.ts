import { z } from 'zod';
import { GoodsScope } from './goods-scope.ts';
import { Jurisdiction } from './jurisdiction.ts';
import { CodeOverride } from './qualification.ts';
import { SupplierKind } from './supplier-kind.ts';
import { CivilDate, Id, Line } from './values.ts';

/** Whether the county of registration is one of the 832; `ambiguous` is for a person to decide. */
export const County832Outcome = z
  .enum(['in', 'out', 'ambiguous'])
  .meta({ id: 'County832Outcome', examples: ['in'] });

/** Digits with an optional country code; spaces and hyphens are dropped. */
const Phone = z
  .string()
  .transform((text) => text.replaceAll(/[\s-]/g, ''))
  .pipe(z.string().regex(/^\+?\d{5,20}$/))
  .meta({ title: '联系电话', examples: ['13900000000'] });

export const NewSupplier = z
  .strictObject({
    name: Line(100).meta({ title: '供货者名称' }),
    /** 18-character unified social credit code. Only a person who farms may be without one. */
    creditCode: Line(40).optional().meta({ title: '统一社会信用代码' }),
    kind: SupplierKind,
    /** County of registration, GB/T 2260. */
    divisionCode: Jurisdiction.meta({ title: '注册地区划代码' }),
    address: Line(200).meta({ title: '地址' }),
    contactName: Line(40).meta({ title: '联系人' }),
    contactPhone: Phone,
    legalPerson: Line(40).optional().meta({ title: '法定代表人' }),
    override: CodeOverride.optional(),
  })
  .refine(({ kind, creditCode }) => kind === 'grower' || creditCode !== undefined, {
    path: ['creditCode'],
    error: 'only a grower may be without a credit code',
  })
  .meta({
    id: 'NewSupplier',
    examples: [
      {
        name: '寿县绿禾蔬菜专业合作社',
        creditCode: '93340422MAX000007Y',
        kind: 'cooperative',
        divisionCode: '340422',
        address: '安徽省淮南市寿县示例路1号',
        contactName: '张三',
        contactPhone: '13900000000',
      },
    ],
  });
export type NewSupplier = z.input<typeof NewSupplier>;

export const Admission = z
  .strictObject({
    supplierId: Id,
    goodsScope: GoodsScope,
    /** Not in the future; today if absent. */
    admittedOn: CivilDate.optional(),
  })
  .meta({ id: 'Admission' });
export type Admission = z.input<typeof Admission>;

export const Exit = z
  .strictObject({ supplierId: Id, reason: Line(500), exitedOn: CivilDate.optional() })
  .meta({ id: 'Exit' });
export type Exit = z.input<typeof Exit>;

export const Suspension = z
  .strictObject({ supplierId: Id, reason: Line(500) })
  .meta({ id: 'Suspension', examples: [{ reason: '市场监管部门通报不合格' }] });
export type Suspension = z.input<typeof Suspension>;

export const Evaluation = z
  .strictObject({ supplierId: Id, score: z.int().min(0).max(100), remark: Line(500) })
  .meta({ id: 'Evaluation' });
export type Evaluation = z.input<typeof Evaluation>;
