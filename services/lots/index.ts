export { type LotEvent, linkLots } from './link-lots.ts';
export { type MadeLot, makeLot, type NewLot, newTraceCode } from './make-lot.ts';
export { takeFromLot } from './take-from-lot.ts';
