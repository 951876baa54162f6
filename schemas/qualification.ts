import { z } from 'zod';
import { GoodsScope } from './goods-scope.ts';
import { SecondPerson } from './second-person.ts';
import { CivilDate, Id, Line, Sha256 } from './values.ts';

/** How a number fared: `overridden` failed its check digit and a second person vouched for it. */
export const CodeCheck = z
  .enum(['pass', 'warn', 'overridden', 'unchecked'])
  .meta({ id: 'CodeCheck', examples: ['pass'] });
export type CodeCheck = z.infer<typeof CodeCheck>;

/** A second person vouches, with their own PIN, for a number that fails nothing but its check digit. */
export const CodeOverride = z
  .strictObject({ ...SecondPerson.shape, reason: Line(200) })
  .meta({ id: 'CodeOverride' });
export type CodeOverride = z.infer<typeof CodeOverride>;

/** What the register says. `abnormal` (经营异常名录) is a warning sign and does not end a licence. */
export const LicenceStatus = z
  .enum(['active', 'abnormal', 'suspended', 'revoked', 'cancelled'])
  .meta({ id: 'LicenceStatus', title: '证照状态', examples: ['active'] });
export type LicenceStatus = z.infer<typeof LicenceStatus>;

const papers = {
  /** Code of a document type whose scope is supplier, producer, person or vehicle. */
  kind: z
    .string()
    .regex(/^[A-Z0-9_]{2,20}$/)
    .meta({ title: '证照种类', examples: ['JY_LICENSE'] }),
  number: Line(60).meta({ title: '编号', examples: ['JY13101140093802'] }),
  issuer: Line(100).meta({ title: '发证机关' }),
  validFrom: CivilDate.meta({ title: '有效期自' }),
  /** Last valid day; absent for an open-ended paper. */
  validTo: CivilDate.optional().meta({ title: '有效期至' }),
  status: LicenceStatus.default('active'),
  /** Absent when the paper names no goods. */
  goodsScope: GoodsScope.optional(),
  /** The person that a health certificate is about. */
  holder: Line(40).optional().meta({ title: '持证人' }),
  /** SHA-256 of an uploaded paper. */
  paper: Sha256.optional(),
  override: CodeOverride.optional(),
};

const inOrder = ({ validFrom, validTo }: { validFrom: string; validTo?: string | undefined }) =>
  validTo === undefined || validFrom <= validTo;
const order = { path: ['validTo'], error: 'ends before it begins' };

/** A paper, without saying whose. */
export const StatedQualification = z
  .strictObject(papers)
  .refine(inOrder, order)
  .meta({
    id: 'StatedQualification',
    examples: [
      {
        kind: 'JY_LICENSE',
        number: 'JY13101140093802',
        issuer: '上海市嘉定区市场监督管理局',
        validFrom: '2024-03-01',
        validTo: '2029-02-28',
        goodsScope: ['GRAIN', 'OIL'],
      },
    ],
  });

export type StatedQualification = z.input<typeof StatedQualification>;

export const NewQualification = z
  .strictObject({ supplierId: Id, ...papers })
  .refine(inOrder, order)
  .meta({ id: 'NewQualification' });
export type NewQualification = z.input<typeof NewQualification>;

/** The whole paper as it should have been recorded, and why it was not. */
export const StatedCorrection = z
  .strictObject({ reason: Line(500), ...papers })
  .refine(inOrder, order)
  .meta({
    id: 'StatedCorrection',
    examples: [
      {
        reason: '有效期录错',
        kind: 'JY_LICENSE',
        number: 'JY13101140093802',
        issuer: '上海市嘉定区市场监督管理局',
        validFrom: '2024-03-01',
        validTo: '2028-02-29',
      },
    ],
  });

export const QualificationCorrection = z
  .strictObject({ qualificationId: Id, reason: Line(500), ...papers })
  .refine(inOrder, order)
  .meta({ id: 'QualificationCorrection' });
export type QualificationCorrection = z.input<typeof QualificationCorrection>;
