import { once } from 'node:events';
import { readConnectionProfile } from '#ledger/fabric/read-connection-profile.ts';
import { openSubmissionFiles } from '#ledger/fabric/submissions.ts';
import { ledgerOf } from './fabric-ledger.ts';
import { TestLog } from './test-log.ts';

/**
 * A process to be killed: publishes the first checkpoint of a log, of three entries. Between keeping the signed bytes and
 * sending them it says `saved` and waits for a line on its standard input. In the end it tells the transaction.
 */

const [profilePath, submissionsFolder, origin] = process.argv.slice(2) as [string, string, string];
const submissions = await openSubmissionFiles(submissionsFolder);
await using ledger = ledgerOf(readConnectionProfile(profilePath), {
  ...submissions,
  async save(submission) {
    await submissions.save(submission);
    process.stdout.write('saved\n');
    await once(process.stdin, 'data');
  },
});
const { transactionId } = await ledger.publish(await new TestLog(origin).publication(0, 3));
process.stdout.write(`${transactionId}\n`);
process.stdin.unref();
