/** A member of the channel. */
export interface Organisation {
  /** For folder and host names. */
  readonly slug: string;
  readonly mspId: string;
  readonly title: string;
}
