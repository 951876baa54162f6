import type { Logger } from 'pino';
import type { LedgerFigures } from '#ledger/port.ts';
import type { LogKeys } from './anchors/index.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Db } from './db/connect.ts';
import type { Nudge } from './jobs/index.ts';
import type { PaperStore } from './papers/index.ts';
import type { PersonalVault } from './records/personal.ts';
import type { Reference } from './reference/index.ts';
import type { Rules } from './rules/index.ts';
import type { Message } from './web/language.ts';

/** Everything the product needs from outside; `main.ts` makes the real ones, tests make theirs. */
export interface Deps {
  readonly config: Config;
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Logger;
  readonly vault: PersonalVault;
  readonly papers: PaperStore;
  readonly reference: Reference;
  readonly rules: Rules;
  readonly logKeys: LogKeys;
  /** Who confirms what the log signs, in words; absent where no ledger was opened. */
  readonly witnesses?: Message;
  /** How the ledger fares; absent where none was opened. */
  readonly ledgerFigures?: () => LedgerFigures;
  /** Told after each commit, so that the sequencer need not wait for its next look. */
  readonly committed?: Nudge;
}
