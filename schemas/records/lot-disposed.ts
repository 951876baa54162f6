import { StockPlace } from '../kitchen-stock.ts';
import { Id, Line, PositiveGrams } from '../values.ts';
import { LotMentioned } from './lot-mentioned.ts';
import { PersonalCommitment, recordOf } from './record.ts';

/** Food was destroyed before a witness. The subject is the lot that it came from. */
export const LotDisposed = recordOf('lot-disposed', 1, {
  schoolName: Line(100),
  lot: LotMentioned,
  place: StockPlace,
  grams: PositiveGrams,
  because: Line(200),
  witness: Id,
  witnessName: PersonalCommitment,
});
