export { type LotEvent, linkLots } from './link-lots.ts';
export { type LotRow, lockLot, lockLots } from './lock-lots.ts';
export { type MadeLot, makeLot, type NewLot, newTraceCode } from './make-lot.ts';
export { reduceStock, refuseExpired, refuseHeld, takeFromLot } from './take-from-lot.ts';
