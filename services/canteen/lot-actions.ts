import type { LotKind } from '#schemas/lot.ts';
import { may, type Permission } from '../accounts/index.ts';
import type { Context } from '../context.ts';
import { isUsable } from '../kitchen/index.ts';
import type { Message } from '../web/language.ts';
import { messages } from './messages.ts';

/** What decides which actions a lot allows: lots of the stock list have it, and so has the page of any lot. */
export interface ActionableLot {
  readonly lotId: string;
  readonly code: string | null;
  readonly kind: LotKind;
  /** The delivery of this school that it came with. */
  readonly deliveryId: string | null;
  readonly vessel: string | null;
  readonly storeGrams: number;
  readonly kitchenGrams: number;
  readonly expiresOn: string | null;
  readonly awaitingSignature: boolean;
  /** It, or something that it was made of, is held. */
  readonly held: boolean;
}

export interface LotAction {
  readonly label: Message;
  readonly permission: Permission;
  /** Whether the verb behind it can be expected to go through; the verb decides. */
  readonly possible: (lot: ActionableLot, today: string) => boolean;
  readonly path: (lot: ActionableLot) => string;
}

/** The page of a lot. Suppliers' lots have no code. */
export const lotPath = ({ code, lotId }: Pick<ActionableLot, 'code' | 'lotId'>): string =>
  `/canteen/lots/${code ?? lotId}`;

const stored = (lot: ActionableLot, today: string) =>
  lot.kind === 'delivery' && lot.storeGrams > 0 && isUsable(lot, today);
const inKitchen = (lot: ActionableLot, today: string) => lot.kitchenGrams > 0 && isUsable(lot, today);
/** Nothing that is held is destroyed: an incident would lose its evidence. */
const disposable = ({ kind, held, awaitingSignature, storeGrams, kitchenGrams }: ActionableLot) =>
  !held && (kind === 'dish' || kitchenGrams > 0 || (storeGrams > 0 && !awaitingSignature));
const holdable: ReadonlySet<LotKind> = new Set([
  'supplier-lot',
  'delivery',
  'prepared',
  'dish',
  'meal',
  'sample',
]);

/** Everything that can be done with a lot, in the order of a day. */
export const lotActions = {
  issue: {
    label: messages.issue,
    permission: 'kitchen.write',
    possible: stored,
    path: ({ lotId }) => `/canteen/issue?lot=${lotId}`,
  },
  prepare: {
    label: messages.prepare,
    permission: 'kitchen.write',
    possible: inKitchen,
    path: ({ lotId }) => `/canteen/prepare?lot=${lotId}`,
  },
  'top-up': {
    label: messages.topUp,
    permission: 'kitchen.write',
    possible: (lot, today) => lot.vessel !== null && inKitchen(lot, today),
    path: (lot) => `${lotPath(lot)}/top-up`,
  },
  sample: {
    label: messages.sample,
    permission: 'sample.write',
    possible: ({ kind }) => kind === 'dish',
    path: ({ lotId }) => `/canteen/samples/take?dish=${lotId}`,
  },
  restock: {
    label: messages.restock,
    permission: 'kitchen.write',
    possible: ({ kind, kitchenGrams, held }) => kind === 'delivery' && kitchenGrams > 0 && !held,
    path: (lot) => `${lotPath(lot)}/restock`,
  },
  relabel: {
    label: messages.relabel,
    permission: 'kitchen.write',
    possible: (lot, today) => (lot.kind === 'prepared' ? inKitchen(lot, today) : stored(lot, today)),
    path: (lot) => `${lotPath(lot)}/relabel`,
  },
  transfer: {
    label: messages.transfer,
    permission: 'kitchen.write',
    possible: stored,
    path: (lot) => `${lotPath(lot)}/transfer`,
  },
  return: {
    label: messages.return,
    permission: 'lot.return',
    possible: stored,
    path: (lot) => `${lotPath(lot)}/return`,
  },
  dispose: {
    label: messages.dispose,
    permission: 'kitchen.write',
    possible: disposable,
    path: (lot) => `${lotPath(lot)}/dispose`,
  },
  correct: {
    label: messages.correct,
    permission: 'delivery.correct',
    possible: ({ deliveryId, held }) => deliveryId !== null && !held,
    path: ({ deliveryId }) => `/canteen/deliveries/${deliveryId}/correct`,
  },
  hold: {
    label: messages.hold,
    permission: 'lot.hold',
    possible: ({ kind }) => holdable.has(kind),
    path: (lot) => `${lotPath(lot)}/hold`,
  },
  release: {
    label: messages.release,
    permission: 'lot.hold',
    possible: ({ held }) => held,
    path: (lot) => `${lotPath(lot)}/release`,
  },
} as const satisfies Record<string, LotAction>;

export type LotActionName = keyof typeof lotActions;

export const isLotAction = (name: string | undefined): name is LotActionName =>
  name !== undefined && Object.hasOwn(lotActions, name);

/** The actions that the reader may take with a lot now. */
export const actionsFor = (ctx: Context, lot: ActionableLot, today: string): LotAction[] =>
  Object.values<LotAction>(lotActions).filter(
    ({ permission, possible }) => may(ctx, permission) && possible(lot, today),
  );
