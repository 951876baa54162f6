import { disposeForm } from './dispose.ts';
import { holdForm, releaseForm } from './hold.ts';
import type { LotForm } from './lot-form.ts';
import { relabelForm } from './relabel.ts';
import { restockForm } from './restock.ts';
import { returnForm } from './return.ts';
import { topUpForm } from './top-up.ts';
import { transferForm } from './transfer.ts';

/** The forms about one lot, by the action that they carry out. */
export const lotForms = {
  return: returnForm,
  transfer: transferForm,
  dispose: disposeForm,
  restock: restockForm,
  relabel: relabelForm,
  'top-up': topUpForm,
  hold: holdForm,
  release: releaseForm,
} as const satisfies Record<string, LotForm>;

export type LotFormName = keyof typeof lotForms;
