/** What people call an organisation. */
export interface Title {
  readonly zh: string;
  readonly en: string;
}

/** A member of the channel. */
export interface Organisation {
  /** For folder and host names. */
  readonly slug: string;
  readonly mspId: string;
  readonly title: Title;
}

/** They keep the ledger and endorse: both must agree to every transaction. */
export const peerOrganisations: readonly Organisation[] = [
  { slug: 'edu-bureau', mspId: 'EduBureauMSP', title: { zh: '教育局', en: 'Education Bureau' } },
  { slug: 'market-reg', mspId: 'MarketRegMSP', title: { zh: '市场监管局', en: 'Market Regulator' } },
];

/** They put transactions in order, in this order of joining the profiles. MSP ids differ from the peers' by convention. */
export const ordererOrganisations: readonly Organisation[] = [
  { slug: 'data-bureau', mspId: 'DataBureauOrdererMSP', title: { zh: '数据局', en: 'Data Bureau' } },
  {
    slug: 'edu-bureau',
    mspId: 'EduBureauOrdererMSP',
    title: { zh: '教育局（排序）', en: 'Education Bureau Ordering' },
  },
  {
    slug: 'market-reg',
    mspId: 'MarketRegOrdererMSP',
    title: { zh: '市场监管局（排序）', en: 'Market Regulator Ordering' },
  },
  { slug: 'finance-bureau', mspId: 'FinanceBureauOrdererMSP', title: { zh: '财政局', en: 'Finance Bureau' } },
];
