import type { z } from 'zod';
import { AccountCreated } from './account-created.ts';
import { AccountDisabled } from './account-disabled.ts';
import { CabinetAdded, CabinetMeasured } from './cabinet-added.ts';
import { DeliveryReceived } from './delivery-received.ts';
import { DeliverySigned } from './delivery-signed.ts';
import { DishCooked } from './dish-cooked.ts';
import { FindingRaised } from './finding-raised.ts';
import { LogKeyChanged } from './log-key-changed.ts';
import { LotDisposed } from './lot-disposed.ts';
import { LotIssued, LotRestocked } from './lot-issued.ts';
import { LotHeld, LotReleased, LotReturned, LotWithdrawn } from './lot-movements.ts';
import { LotPrepared, VatToppedUp } from './lot-prepared.ts';
import { LotReceived } from './lot-received.ts';
import { LotRelabelled } from './lot-relabelled.ts';
import { LotTransferred, TransferAccepted } from './lot-transferred.ts';
import { MealServed } from './meal-served.ts';
import {
  ContractorOrderAllocated,
  OrderClaimDecided,
  OrderClaimed,
  OrderLineAdjusted,
  OrderLineAdvanced,
  OrderLineDelivered,
  OrderLineRecorded,
} from './order-lines.ts';
import { PaperStored } from './paper-stored.ts';
import { PeriodFrozen } from './period-frozen.ts';
import { PersonalErased } from './personal-erased.ts';
import { QualificationRecorded } from './qualification-recorded.ts';
import type { envelopeKeys, Personal, PersonalCommitment } from './record.ts';
import { ReserveFiled } from './reserve-filed.ts';
import { SampleDiscarded, SampleTaken } from './sample-taken.ts';
import { SchoolOpened } from './school-opened.ts';
import { SupplierAdmitted, SupplierExited } from './supplier-admitted.ts';
import { SupplierEvaluated } from './supplier-evaluated.ts';
import { SupplierRegistered } from './supplier-registered.ts';
import { ExpiryAlerted, SupplierSuspended, SuspensionLifted } from './supplier-suspended.ts';

/**
 * Every record type that may enter the log; strict and versioned. A field may be added when records
 * without it stay what they were; any other change means a new version beside the old one.
 */
export const recordTypes = {
  'account-created': AccountCreated,
  'account-disabled': AccountDisabled,
  'cabinet-added': CabinetAdded,
  'cabinet-measured': CabinetMeasured,
  'sample-discarded': SampleDiscarded,
  'sample-taken': SampleTaken,
  'expiry-alerted': ExpiryAlerted,
  'finding-raised': FindingRaised,
  'paper-stored': PaperStored,
  'qualification-recorded': QualificationRecorded,
  'delivery-received': DeliveryReceived,
  'delivery-signed': DeliverySigned,
  'log-key-changed': LogKeyChanged,
  'lot-held': LotHeld,
  'lot-received': LotReceived,
  'lot-released': LotReleased,
  'lot-returned': LotReturned,
  'personal-erased': PersonalErased,
  'dish-cooked': DishCooked,
  'lot-disposed': LotDisposed,
  'lot-issued': LotIssued,
  'lot-prepared': LotPrepared,
  'lot-relabelled': LotRelabelled,
  'lot-restocked': LotRestocked,
  'lot-transferred': LotTransferred,
  'meal-served': MealServed,
  'transfer-accepted': TransferAccepted,
  'vat-topped-up': VatToppedUp,
  'contractor-order-allocated': ContractorOrderAllocated,
  'order-claim-decided': OrderClaimDecided,
  'order-claimed': OrderClaimed,
  'order-line-adjusted': OrderLineAdjusted,
  'order-line-advanced': OrderLineAdvanced,
  'order-line-delivered': OrderLineDelivered,
  'order-line-recorded': OrderLineRecorded,
  'period-frozen': PeriodFrozen,
  'reserve-filed': ReserveFiled,
  'lot-withdrawn': LotWithdrawn,
  'school-opened': SchoolOpened,
  'supplier-admitted': SupplierAdmitted,
  'supplier-evaluated': SupplierEvaluated,
  'supplier-exited': SupplierExited,
  'supplier-registered': SupplierRegistered,
  'supplier-suspended': SupplierSuspended,
  'suspension-lifted': SuspensionLifted,
} as const;

export type RecordType = keyof typeof recordTypes;
export type RecordOf<T extends RecordType> = z.infer<(typeof recordTypes)[T]>;

/** A commitment in the record is a plain value when a verb hands it over. */
type Handed<T> =
  T extends z.infer<typeof PersonalCommitment>
    ? Personal
    : T extends readonly (infer Item)[]
      ? readonly Handed<Item>[]
      : T extends object
        ? { readonly [K in keyof T]: Handed<T[K]> }
        : T;

/** What a verb states itself; the envelope is filled in by `appendRecord`. */
export type BodyOf<T extends RecordType> = Handed<Omit<RecordOf<T>, (typeof envelopeKeys)[number]>>;
