import { z } from 'zod';
import { GoodsScope } from '../goods-scope.ts';
import { CodeCheck, LicenceStatus } from '../qualification.ts';
import { CivilDate, Line, Sha256 } from '../values.ts';
import { PersonalCommitment, recordOf } from './record.ts';
import { NamedSupplier, VouchedFor } from './supplier-parts.ts';

/** A licence, filing or certificate as its paper states it. A correction replaces the whole of it. */
export const QualificationRecorded = recordOf('qualification-recorded', 1, {
  supplier: NamedSupplier,
  kind: z.string(),
  kindName: z.string(),
  /** Either in clear or, on papers about a person, committed. */
  number: Line(60).optional(),
  personalNumber: PersonalCommitment.optional(),
  numberCheck: CodeCheck,
  holder: PersonalCommitment.optional(),
  issuer: Line(100),
  validFrom: CivilDate,
  validTo: CivilDate.optional(),
  status: LicenceStatus,
  goodsScope: GoodsScope.optional(),
  paper: Sha256.optional(),
  vouchedFor: VouchedFor.optional(),
});
