/** A text in the product's two languages. */
interface Words {
  readonly zh: string;
  readonly en: string;
}

const development: Words = { zh: '开发账本，无外部见证', en: 'Development ledger, no outside witness' };

/**
 * What stands behind a proof or a ledger, in the words that pages, verdicts and logs share.
 *
 * @param organisations how many attested, or must
 */
export function ledgerWords(witness: 'none' | 'organisations', organisations: number): Words {
  if (witness === 'none') return development;
  const [zh, en] = organisations === 2 ? ['两', 'two'] : [String(organisations), String(organisations)];
  return { zh: `由${zh}家机构确认`, en: `Confirmed by ${en} organisation${organisations === 1 ? '' : 's'}` };
}
