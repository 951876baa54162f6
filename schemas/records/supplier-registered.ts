import { z } from 'zod';
import { Jurisdiction } from '../jurisdiction.ts';
import { CodeCheck } from '../qualification.ts';
import { County832Outcome } from '../supplier.ts';
import { SupplierKind } from '../supplier-kind.ts';
import { Line, Sha256 } from '../values.ts';
import { PersonalCommitment, recordOf } from './record.ts';
import { VouchedFor } from './supplier-parts.ts';

export const SupplierRegistered = recordOf('supplier-registered', 1, {
  name: Line(100),
  creditCode: z.string().optional(),
  creditCodeCheck: CodeCheck,
  kind: SupplierKind,
  divisionCode: Jurisdiction,
  /** Names from the province down. */
  division: z.array(z.string()),
  county832: z.strictObject({
    outcome: County832Outcome,
    reason: z.string(),
    /** Rows of the 832 list, the identity of its counties. */
    listRows: z.array(z.int()),
  }),
  /** Hash of the reference data that division and county were read from. */
  reference: Sha256,
  address: Line(200),
  contactName: PersonalCommitment,
  contactPhone: PersonalCommitment,
  legalPerson: PersonalCommitment.optional(),
  vouchedFor: VouchedFor.optional(),
});
