import type { Role } from '#schemas/role.ts';

/** How far a permission reaches: the account's own school or supplier, or the whole district. */
export type Scope = 'school' | 'supplier' | 'district';

type Grants = Readonly<Partial<Record<Role, Scope>>>;

/**
 * Who may do what, least privilege first. Each verb and query names one line of this table. Nobody may change a
 * record; operators administer accounts and never write records.
 */
export const permissions = {
  'school.open': { operator: 'district' },
  'school.read': {
    receiver: 'school',
    manager: 'school',
    'school-admin': 'school',
    inspector: 'district',
    auditor: 'district',
    operator: 'district',
  },
  'paper.store': {
    receiver: 'school',
    manager: 'school',
    'school-admin': 'school',
    supplier: 'supplier',
    inspector: 'district',
    auditor: 'district',
  },
  'paper.read': {
    receiver: 'school',
    manager: 'school',
    'school-admin': 'school',
    supplier: 'supplier',
    inspector: 'district',
    auditor: 'district',
  },
  'supplier.read': {
    receiver: 'district',
    manager: 'district',
    'school-admin': 'district',
    supplier: 'supplier',
    inspector: 'district',
    auditor: 'district',
  },
  'supplier.contact': {
    manager: 'district',
    'school-admin': 'district',
    supplier: 'supplier',
    inspector: 'district',
  },
  'supplier.findings': {
    manager: 'district',
    'school-admin': 'district',
    inspector: 'district',
    auditor: 'district',
  },
  'supplier.register': { manager: 'school', 'school-admin': 'school', auditor: 'district' },
  'supplier.qualify': { manager: 'district', 'school-admin': 'district', supplier: 'supplier' },
  'supplier.vouch': {
    manager: 'district',
    'school-admin': 'district',
    inspector: 'district',
    auditor: 'district',
  },
  'supplier.admit': { manager: 'school', 'school-admin': 'school' },
  'supplier.suspend': { inspector: 'district' },
  /** What the rules found, over all subjects; a school sees its own and what concerns suppliers. */
  'finding.read': {
    manager: 'school',
    'school-admin': 'school',
    inspector: 'district',
    auditor: 'district',
  },
  'delivery.record': { receiver: 'school', manager: 'school' },
  'delivery.sign': { receiver: 'school', manager: 'school' },
  'delivery.correct': { manager: 'school' },
  'delivery.read': {
    receiver: 'school',
    manager: 'school',
    'school-admin': 'school',
    supplier: 'supplier',
    inspector: 'district',
    auditor: 'district',
  },
  'lot.hold': { manager: 'school', inspector: 'district' },
  'lot.return': { receiver: 'school', manager: 'school' },
  'kitchen.write': { receiver: 'school', manager: 'school' },
  'kitchen.read': {
    receiver: 'school',
    manager: 'school',
    'school-admin': 'school',
    inspector: 'district',
  },
  'sample.write': { receiver: 'school', manager: 'school' },
  'sample.read': {
    receiver: 'school',
    manager: 'school',
    'school-admin': 'school',
    inspector: 'district',
  },
  'trace.read': {
    receiver: 'school',
    manager: 'school',
    supplier: 'supplier',
    inspector: 'district',
    auditor: 'district',
  },
  /** What meals of several schools share. */
  'trace.compare': { inspector: 'district' },
  'record.read': {
    receiver: 'school',
    manager: 'school',
    'school-admin': 'school',
    inspector: 'district',
    auditor: 'district',
    operator: 'district',
  },
  'personal.erase': { operator: 'district', 'school-admin': 'school' },
  'purchase.read': { manager: 'school', 'school-admin': 'school', auditor: 'district' },
  'purchase.record': { manager: 'school', 'school-admin': 'school' },
  /** What concerns several units: whose a contested order is, how a contractor's order is shared. */
  'purchase.decide': { auditor: 'district' },
  /** Signed-off periods of the whole district. */
  'report.read': { auditor: 'district' },
  'report.freeze': { auditor: 'district' },
  'account.create': { operator: 'district', 'school-admin': 'school' },
} as const satisfies Record<string, Grants>;

export type Permission = keyof typeof permissions;
