import { may } from '../accounts/index.ts';
import type { Permission } from '../accounts/permissions.ts';
import type { Context } from '../context.ts';
import type { Message } from './language.ts';

interface Entry {
  readonly path: string;
  readonly label: Message;
  readonly permission: Permission;
}

/** The menu, in the order of a working day. An entry is shown to those who may use it. */
const entries: readonly Entry[] = [
  { path: '/suppliers', label: { zh: '供货者', en: 'Suppliers' }, permission: 'supplier.read' },
  { path: '/inspector', label: { zh: '溯源查询', en: 'Trace' }, permission: 'trace.read' },
  { path: '/schools', label: { zh: '学校', en: 'Schools' }, permission: 'school.read' },
];

export const menuFor = (ctx: Context): readonly Entry[] =>
  entries.filter(({ permission }) => may(ctx, permission));
