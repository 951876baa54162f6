/** A member of the channel. */
export interface Organisation {
  /** For folder and host names. */
  readonly slug: string;
  readonly mspId: string;
  readonly title: string;
}

/** They keep the ledger and endorse: both must agree to every transaction. */
export const peerOrganisations: readonly Organisation[] = [
  { slug: 'edu-bureau', mspId: 'EduBureauMSP', title: 'Education Bureau' },
  { slug: 'market-reg', mspId: 'MarketRegMSP', title: 'Market Regulator' },
];

/** They put transactions in order, in this order of joining the profiles. MSP ids differ from the peers' by convention. */
export const ordererOrganisations: readonly Organisation[] = [
  { slug: 'data-bureau', mspId: 'DataBureauOrdererMSP', title: 'Data Bureau' },
  { slug: 'edu-bureau', mspId: 'EduBureauOrdererMSP', title: 'Education Bureau Ordering' },
  { slug: 'market-reg', mspId: 'MarketRegOrdererMSP', title: 'Market Regulator Ordering' },
  { slug: 'finance-bureau', mspId: 'FinanceBureauOrdererMSP', title: 'Finance Bureau' },
];
