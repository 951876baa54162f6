/** The product cannot run as it is set up. The message says what its operator can do about it; a stack would tell nothing. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
}
