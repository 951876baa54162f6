import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Devnet } from '#ledger/devnet/open-devnet.ts';
import type { FabricLedger } from '#ledger/fabric/fabric-ledger.ts';
import { openFabricLedger } from '#ledger/fabric/open-ledger.ts';
import { openSubmissionFiles, type SubmissionStore } from '#ledger/fabric/submissions.ts';
import type { ConnectionProfile } from '#ledger/fabric-wire/connection-profile.ts';
import { openTestDevnet } from './test-devnet.ts';

/** A development network in a folder of its own; disposing it ends it and removes the folder. */
export class TestDevnet implements AsyncDisposable {
  readonly folder: string;
  readonly devnet: Devnet;

  private constructor(folder: string, devnet: Devnet) {
    this.folder = folder;
    this.devnet = devnet;
  }

  static async open(): Promise<TestDevnet> {
    const folder = mkdtempSync(join(tmpdir(), 'shansu-devnet-'));
    return new TestDevnet(
      folder,
      await openTestDevnet({ folder: join(folder, 'network'), batchTimeoutMs: 5 }),
    );
  }

  submissions(): Promise<SubmissionStore> {
    return openSubmissionFiles(join(this.folder, 'submissions'));
  }

  async ledger(patienceMs?: number): Promise<FabricLedger> {
    return ledgerOf(this.devnet.profile, await this.submissions(), patienceMs);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.devnet.close();
    rmSync(this.folder, { recursive: true });
  }
}

export function ledgerOf(
  profile: ConnectionProfile,
  submissions: SubmissionStore,
  patienceMs = 20_000,
): FabricLedger {
  return openFabricLedger({ profile, submissions, patienceMs });
}
