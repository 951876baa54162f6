import { DomainError } from '../errors.ts';
import type { Reference } from '../reference/index.ts';

/** @throws DomainError `invalid-input` for an entry that is neither a goods class nor a group. */
export function requireKnownGoods({ goods }: Reference, scope: readonly string[] = []): void {
  const errors = scope.flatMap((code, index) => {
    const known = goods.find(code) !== undefined || goods.groups.some((group) => group.code === code);
    return known ? [] : [{ pointer: `/goodsScope/${index}`, detail: 'unknown' }];
  });
  if (errors.length > 0) throw new DomainError('invalid-input', { errors });
}
