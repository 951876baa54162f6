import type { FieldError } from '#schemas/problem.ts';
import type { LineHistory } from './algebra.ts';

/** What an adjustment takes from. */
const reversed = { cancel: 'ordered', return: 'accepted', refund: 'paid' } as const;

/**
 * What cannot be true of an order line, whatever order its news arrived in: nobody accepts or pays more than was
 * ordered, nothing is taken back that was not there or before it was, nothing happens in the future.
 */
export function historyFaults(line: LineHistory, now: string): FieldError[] {
  const { ordered, accepted, paid, evaluatedAt, adjustments } = line;
  const faults: FieldError[] = [];
  const fault = (pointer: string, detail: string) => faults.push({ pointer, detail });
  const taken = (kind: keyof typeof reversed, unit: 'fen' | 'grams') =>
    adjustments.filter((adjustment) => adjustment.kind === kind).reduce((sum, one) => sum + one[unit], 0);

  if (ordered.at > now) fault('/orderedAt', 'in-the-future');
  if (accepted && accepted.at > now) fault('/accepted/at', 'in-the-future');
  if (paid && paid.at > now) fault('/paid/at', 'in-the-future');
  if (evaluatedAt && evaluatedAt > now) fault('/evaluatedAt', 'in-the-future');
  if ((accepted?.fen ?? 0) + taken('cancel', 'fen') > ordered.fen)
    fault(accepted ? '/accepted/fen' : '/orderedFen', 'accepted-and-cancelled-exceed-ordered');
  if (taken('cancel', 'grams') > ordered.grams) fault('/orderedGrams', 'more-cancelled-than-ordered');
  if ((paid?.fen ?? 0) > ordered.fen) fault('/paid/fen', 'paid-exceeds-ordered');
  for (const kind of ['return', 'refund'] as const) {
    const step = kind === 'return' ? accepted : paid && { ...paid, grams: 0 };
    if (!step) continue;
    if (taken(kind, 'fen') > step.fen) fault(`/${reversed[kind]}/fen`, `less-than-${kind}ed`);
    if (taken(kind, 'grams') > step.grams) fault(`/${reversed[kind]}/grams`, `less-than-${kind}ed`);
  }
  adjustments.forEach(({ kind, at }, place) => {
    const step = { ordered, accepted, paid }[reversed[kind]];
    if (at > now) fault(`/adjustments/${place}/at`, 'in-the-future');
    if (step && at < step.at) fault(`/adjustments/${place}/at`, 'before-what-it-takes-back');
  });
  return faults;
}
