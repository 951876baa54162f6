export { lotDerivedRows } from './derived-state.ts';
export { happenedAt, refuseEarlier } from './happened-at.ts';
export { holdLot } from './hold-lot.ts';
export { linkLots, linkManyLots } from './link-lots.ts';
export { listOpenHolds } from './list-open-holds.ts';
export { type LotRow, lockLot, lockLots } from './lock-lots.ts';
export { type MadeLot, makeLot, makeLots, type NewLot, newTraceCode } from './make-lot.ts';
export { gramsUsed, makingsOf } from './makings.ts';
export { mentionLot, originColumns, originOf } from './mention-lot.ts';
export { labelDerivedRows, lotRecordedRows, noLabel, noOrigin } from './recorded-rows.ts';
export { refuseOpenHolds } from './refuse-open-holds.ts';
export { releaseLot } from './release-lot.ts';
export { lotRoutes } from './routes.ts';
export { type SupplierLot, type SupplierLotKey, supplierLots } from './supplier-lots.ts';
export {
  isExpired,
  reduceStock,
  refuseExpired,
  refuseUnusable,
  stockExceeded,
  takeFromLot,
} from './take-from-lot.ts';
export { lotsOfUnsignedDeliveries } from './unsigned-lots.ts';
