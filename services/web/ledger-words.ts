import type { Message } from './language.ts';
import { frame } from './messages.ts';

/**
 * What stands behind a proof or a ledger, in the words that pages, verdicts and logs share.
 *
 * @param organisations how many attested, or must
 */
export function ledgerWords(witness: 'none' | 'organisations', organisations: number): Message {
  if (witness === 'none') return frame.developmentLedger;
  const [zh, en] = organisations === 2 ? ['两', 'two'] : [String(organisations), String(organisations)];
  return { zh: `由${zh}家机构确认`, en: `Confirmed by ${en} organisation${organisations === 1 ? '' : 's'}` };
}
