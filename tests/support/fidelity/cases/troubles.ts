import { setTimeout as sleep } from 'node:timers/promises';
import { type Bench, bureau, type FidelityCase, regulator } from '../bench.ts';
import { see } from '../see.ts';
import { nobodyEvaluated, notAllEndorsed, notEndorsed, seen } from '../seen.ts';

/** Parts of the network that are gone. */

async function during<T>(bench: Bench, trouble: Promise<void>, look: () => Promise<T>): Promise<T> {
  await trouble;
  try {
    return await look();
  } finally {
    await bench.ledger.mend();
  }
}

const endorse = (bench: Bench, options: object = {}) =>
  see(async () => {
    const proposal = bench.client.contract.newProposal('whoCalls', options);
    return Buffer.from((await proposal.endorse()).getResult()).toString();
  });

const evaluate = (bench: Bench, ...endorsingOrganizations: string[]) =>
  see(async () => {
    const options = endorsingOrganizations.length > 0 ? { endorsingOrganizations } : {};
    return Buffer.from(await bench.client.contract.evaluate('whoCalls', options)).toString();
  });

const unavailable = 'rpc error: code = Unavailable desc = <why>';
const notLaunched =
  'error in simulation: failed to execute transaction <id>: could not launch chaincode witness_1:<id>: connection to ' +
  'witness_1:<id> failed: error cannot create connection for witness_1:<id>: error creating grpc connection to ' +
  '<address>: failed to create new connection: connection error: desc = "transport: error while dialing: dial tcp ' +
  '<address>: connect: connection refused"';

/** Calls until one is answered; a peer needs a moment to come back. */
async function untilAnswered(bench: Bench): Promise<unknown> {
  for (let tried = 0; tried < 100; tried++) {
    const answer = await evaluate(bench);
    if (typeof answer === 'string') return answer;
    await sleep(100);
  }
  return 'never';
}

export const troubleCases: readonly FidelityCase[] = [
  {
    name: 'the orderer is gone: everything works but submitting',
    run: async (bench) => {
      const transaction = await bench.endorse('put', bench.key(), 'v');
      return during(bench, bench.ledger.stopOrderer(), async () => ({
        submit: await see(() => transaction.submit()),
        evaluate: await evaluate(bench),
        endorse: await endorse(bench),
      }));
    },
    sees: {
      submit: seen('SubmitError', 14, '14 UNAVAILABLE: no orderers could successfully process transaction', {
        DataBureauOrdererMSP: unavailable,
      }),
      evaluate: bureau,
      endorse: bureau,
    },
  },
  {
    name: 'the orderer ends after it has accepted: the same bytes again',
    run: async (bench) => {
      const endorsing = Array.from({ length: 5 }, () => bench.endorse('put', bench.key(), 'v'));
      const transactions = await Promise.all(endorsing);
      await Promise.all(transactions.map((each) => each.submit()));
      await during(bench, bench.ledger.stopOrderer(), () => sleep(0));
      return Promise.all(transactions.map(async (each) => (await bench.commit(each)).code));
    },
    sees: [0, 0, 0, 0, 0],
  },
  {
    name: 'the other organisation’s peer is gone since a moment',
    run: (bench) =>
      during(bench, bench.ledger.stopPeer(regulator), async () => ({
        endorse: await endorse(bench),
        named: await endorse(bench, { endorsingOrganizations: [bureau, regulator] }),
        evaluate: await evaluate(bench),
        evaluateThere: await evaluate(bench, regulator),
      })),
    sees: {
      endorse: notAllEndorsed({ [regulator]: unavailable }),
      named: notAllEndorsed({ [regulator]: unavailable }),
      evaluate: bureau,
      evaluateThere: nobodyEvaluated('14 UNAVAILABLE', { [regulator]: unavailable }),
    },
  },
  {
    name: 'the other organisation’s chaincode is gone',
    run: (bench) =>
      during(bench, bench.ledger.stopChaincode(regulator), async () => ({
        endorse: await endorse(bench),
        evaluate: await evaluate(bench),
        evaluateThere: await evaluate(bench, regulator),
      })),
    sees: {
      endorse: notAllEndorsed({ [regulator]: notLaunched }),
      evaluate: bureau,
      evaluateThere: nobodyEvaluated('10 ABORTED', { [regulator]: notLaunched }),
    },
  },
  {
    name: 'the own organisation’s chaincode is gone: evaluating falls over to the other',
    run: (bench) =>
      during(bench, bench.ledger.stopChaincode(bureau), async () => ({
        endorse: await endorse(bench),
        evaluate: await evaluate(bench),
        evaluateHere: await evaluate(bench, bureau),
      })),
    sees: {
      endorse: notEndorsed(notLaunched),
      evaluate: bureau,
      evaluateHere: nobodyEvaluated('10 ABORTED', { [bureau]: notLaunched }),
    },
  },
  {
    name: 'the own peer is gone, and comes back',
    run: async (bench) => {
      const gone = await during(bench, bench.ledger.stopPeer(bureau), () => evaluate(bench));
      return { code: (gone as { code: number }).code, later: await untilAnswered(bench) };
    },
    sees: { code: 14, later: bureau },
  },
];
