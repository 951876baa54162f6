import type { Message } from '../language.ts';

/** Why a problem comes up, and what to do about it. */
export interface Advice {
  readonly cause: Message;
  readonly cure: Message;
}
