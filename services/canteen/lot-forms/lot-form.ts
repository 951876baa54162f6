import type { Context } from '../../context.ts';
import type { Fields } from '../../web/form.ts';
import type { FormView } from '../../web/form-view.ts';
import type { Html } from '../../web/html.ts';
import type { Message } from '../../web/language.ts';
import type { ShownLot } from '../show-lot.ts';

/** What a form about one lot is shown with. */
export interface LotFormShown {
  readonly ctx: Context;
  readonly view: FormView;
  readonly lot: ShownLot;
}

/** What stands in the way, and where it can be put right. */
export interface Hindrance {
  readonly text: Message;
  readonly cure?: { readonly path: string; readonly label: Message | string };
}

/** A form that does one thing with one lot. Each has a page of its own, below that of the lot. */
export interface LotForm {
  /** Fields that can be wrong, by name. */
  readonly labels: Readonly<Record<string, Message>>;
  /** Their names by the pointer that a refusal gives, where it is not the last step of it. */
  readonly pointers?: (fields: Fields) => Readonly<Record<string, string>>;
  readonly submit: Message;
  /** Why this cannot be done, told instead of the form. */
  readonly hindrance?: (ctx: Context, lot: ShownLot) => Promise<Hindrance | undefined>;
  readonly body: (shown: LotFormShown) => Promise<Html>;
  /** Carries it out with what was typed; answers the page that it leads to. */
  readonly send: (ctx: Context, lot: ShownLot, fields: Fields) => Promise<string>;
}
