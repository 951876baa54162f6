import { z } from 'zod';

/** The whole country, as a registration authority writes it. In no division table, and known all the same. */
export const NATIONAL = '100000';

/** A six-digit division code (GB/T 2260): 100000 nation, 310000 province, 310100 prefecture, 310115 county. */
export const Jurisdiction = z
  .string()
  .regex(/^[1-9]\d{5}$/)
  .meta({
    id: 'Jurisdiction',
    title: '辖区代码',
    description: 'GB/T 2260 division code',
    examples: ['310115'],
  });
export type Jurisdiction = z.infer<typeof Jurisdiction>;

/** The jurisdictions whose rules hold in this one, nearest first: 310115 → 310115, 310100, 310000, 100000. */
export function jurisdictionChain(code: Jurisdiction): Jurisdiction[] {
  return [...new Set([code, `${code.slice(0, 4)}00`, `${code.slice(0, 2)}0000`, NATIONAL])];
}
