export { type LotEvent, linkLots, linkManyLots } from './link-lots.ts';
export { type LotRow, lockLot, lockLots } from './lock-lots.ts';
export { type MadeLot, makeLot, makeLots, type NewLot, newTraceCode } from './make-lot.ts';
export { mentionLot } from './mention-lot.ts';
export { type SupplierLot, type SupplierLotKey, supplierLots } from './supplier-lots.ts';
export { reduceStock, refuseExpired, refuseHeld, refuseUnusable, takeFromLot } from './take-from-lot.ts';
