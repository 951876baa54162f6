import type { Role } from '#schemas/role.ts';
import { may } from '../accounts/index.ts';
import type { Permission } from '../accounts/permissions.ts';
import type { Context } from '../context.ts';
import type { Message } from './language.ts';

interface Entry {
  readonly path: string;
  readonly label: Message;
  readonly permission: Permission;
  /** Not for those who hold this one: they have the same elsewhere, or no use for it. */
  readonly unless?: Permission;
}

/** The menu, in the order of a working day. An entry is shown to those who may use it. */
const entries: readonly Entry[] = [
  { path: '/canteen', label: { zh: '今日', en: 'Today' }, permission: 'delivery.record' },
  { path: '/canteen/receive', label: { zh: '收货', en: 'Receive' }, permission: 'delivery.record' },
  { path: '/canteen/stock', label: { zh: '库存', en: 'Stock' }, permission: 'delivery.record' },
  { path: '/canteen/issue', label: { zh: '出库', en: 'Issue' }, permission: 'kitchen.write' },
  { path: '/canteen/dishes', label: { zh: '菜品', en: 'Dishes' }, permission: 'kitchen.write' },
  { path: '/canteen/meals', label: { zh: '供餐', en: 'Meals' }, permission: 'kitchen.write' },
  { path: '/canteen/samples', label: { zh: '留样', en: 'Samples' }, permission: 'sample.write' },
  { path: '/suppliers', label: { zh: '供货者', en: 'Suppliers' }, permission: 'supplier.read' },
  {
    path: '/deliveries',
    label: { zh: '收货记录', en: 'Deliveries' },
    permission: 'delivery.read',
    unless: 'delivery.record',
  },
  { path: '/inspector', label: { zh: '溯源查询', en: 'Trace' }, permission: 'trace.read' },
  { path: '/findings', label: { zh: '核查发现', en: 'Findings' }, permission: 'finding.read' },
  { path: '/canteen/832', label: { zh: '832采购', en: '832' }, permission: 'purchase.record' },
  { path: '/bureau/832', label: { zh: '832统计', en: '832 totals' }, permission: 'purchase.decide' },
  { path: '/erasure', label: { zh: '个人信息', en: 'Personal data' }, permission: 'personal.erase' },
  {
    path: '/schools',
    label: { zh: '学校', en: 'Schools' },
    permission: 'school.read',
    unless: 'delivery.record',
  },
  { path: '/accounts', label: { zh: '账号', en: 'Accounts' }, permission: 'account.create' },
];

/** Where each role's day begins. */
export const firstPages: Readonly<Record<Role, string>> = {
  receiver: '/canteen',
  manager: '/canteen',
  'school-admin': '/accounts',
  supplier: '/suppliers',
  inspector: '/inspector',
  auditor: '/bureau/832',
  operator: '/schools',
};

export const menuFor = (ctx: Context): readonly Entry[] =>
  entries.filter(({ permission, unless }) => may(ctx, permission) && !(unless && may(ctx, unless)));

/** The entry that a page belongs to: the one with the longest path above it. */
export const currentEntry = (shown: readonly Entry[], path: string): Entry | undefined =>
  shown
    .filter((entry) => path === entry.path || path.startsWith(`${entry.path}/`))
    .toSorted((a, b) => b.path.length - a.path.length)[0];
