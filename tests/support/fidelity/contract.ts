import type { Contract, ContractState } from '#ledger/chaincode/contract.ts';

type Function = (state: ContractState, ...args: string[]) => Promise<string | Uint8Array>;

/**
 * A contract that does what contracts may do, well and badly, so that a ledger can be tested for itself.
 * @param ownMspId the organisation that runs this copy
 */
export function fidelityContract(ownMspId: string): Contract {
  const functions = functionsOf(ownMspId);
  return async (state, { function: name, arguments: given }) => {
    const found = functions[name];
    if (!found) throw new Error(`no function ${name}`);
    const answer = await found(state, ...given);
    return typeof answer === 'string' ? Buffer.from(answer) : answer;
  };
}

function functionsOf(ownMspId: string): Readonly<Record<string, Function>> {
  return {
    /** What the real network's readiness asks for. */
    Head: async (state, key) => (await state.getState(key!)) ?? '',
    get: async (state, key) => (await state.getState(key!)) ?? '',
    put: async (state, key, value) => {
      await state.putState(key!, Buffer.from(value!));
      return `put ${key}`;
    },
    remove: async (state, key) => {
      await state.deleteState(key!);
      return '';
    },
    /** Reads before it writes, so two of them on one state conflict. */
    append: async (state, key, text) => {
      const value = Buffer.concat([(await state.getState(key!)) ?? Buffer.of(), Buffer.from(text!)]);
      await state.putState(key!, value);
      return value;
    },
    /** Reads what it has just put: the committed value. */
    putThenGet: async (state, key, value) => {
      await state.putState(key!, Buffer.from(value!));
      return (await state.getState(key!)) ?? 'nothing';
    },
    count: async (state, start, end, key) => {
      let found = 0;
      for await (const _ of state.statesBetween(start!, end!)) found += 1;
      if (key) await state.putState(key, Buffer.from(String(found)));
      return String(found);
    },
    announce: async (state, key, name, payload) => {
      await state.putState(key!, Buffer.from(payload!));
      state.setEvent(name!, Buffer.from(payload!));
      return '';
    },
    whoCalls: async (state) => state.callerMspId,
    whenProposed: async (state) => state.proposedAt.toISOString(),
    refuse: async (_state, reason) => {
      throw new Error(reason);
    },
    refuseAtLength: async (_state, length) => {
      throw new Error('x'.repeat(Number(length)));
    },
    refuseAt: async (_state, mspId) => {
      if (mspId === ownMspId) throw new Error(`not at ${mspId}`);
      return '';
    },
    differ: async () => ownMspId,
    putLarge: async (state, key, bytes) => {
      await state.putState(key!, Buffer.alloc(Number(bytes), 'x'));
      return '';
    },
  };
}
