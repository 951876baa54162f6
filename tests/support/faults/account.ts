import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { toHex } from '#ledger/bytes.ts';
import { audit } from '#services/audit.ts';
import { check } from '#services/check.ts';
import { ProfileClient } from '../fabric-client.ts';
import type { BusyDistrict } from './busy-district.ts';
import type { Acknowledged } from './delivery-load.ts';
import type { Installation } from './installation.ts';

/** What became of what clients were told. All but the first must be 0. */
export interface Account {
  /** Records in answers that clients got. */
  readonly acknowledged: number;
  /** Acknowledged records that are not what and where they should be: rows, log, or both. */
  readonly lost: number;
  /** Deliveries and log entries that are there more than once, or that nobody sent. */
  readonly doubled: number;
  /** Tree heads that do not continue the one before, among those that readers were shown and organisations hold. */
  readonly forked: number;
}

/** What must be true of every account. */
export const nothingAmiss = { lost: 0, doubled: 0, forked: 0 };

/**
 * Lets the clients end and waits until everything is anchored. Then looks everything up again from outside: rows, the
 * published log, and both organisations' ledgers.
 */
export async function settle(district: BusyDistrict): Promise<Account> {
  await district.load.end();
  await district.untilSettled();
  return await accountFor(district);
}

/** `audit` finds nothing in the whole installation, and in every district clients get bundles that `check` accepts. */
export async function requireProven(at: Installation): Promise<void> {
  const { exit, output } = await audit([], at.environment);
  expect(exit, output).toBe(0);
  for (const district of at.districts) await checkBundles(district);
}

/** Counts what a district's clients were told, and what is there. */
export async function accountFor(district: BusyDistrict): Promise<Account> {
  const { acknowledged, unexpected } = district.load;
  expect(unexpected).toEqual([]);
  return {
    acknowledged: acknowledged.flatMap(recordsOf).length,
    ...(await countRecords(district)),
    forked: await countForks(district),
  };
}

/** Ids of the records that somebody was told of. */
export const recordsOf = ({ receipt }: Acknowledged): string[] => [
  receipt.recordId,
  ...receipt.lots.map(({ recordId }) => recordId),
];

async function countRecords({ at, canteen, load, reader }: BusyDistrict) {
  const rows = await at.t.owner
    .selectFrom('deliveries')
    .select(['id', 'noteNumber', 'recordId'])
    .where('schoolId', '=', canteen.schoolId)
    .execute();
  const records = await at.t.owner
    .selectFrom('records')
    .select(['id', 'digest'])
    .where('districtId', '=', canteen.district.districtId)
    .execute();
  const digests = new Map(records.map(({ id, digest }) => [id, toHex(digest)]));
  const known = new Set(digests.values());
  const entries = await reader.entries();

  const byNote = Map.groupBy(rows, ({ noteNumber }) => noteNumber);
  const stands = ({ noteNumber, receipt }: Acknowledged) =>
    byNote.get(noteNumber)?.some(({ id, recordId }) => id === receipt.id && recordId === receipt.recordId);
  const lost = load.acknowledged.flatMap((told) =>
    recordsOf(told).filter((recordId) => !stands(told) || !entries.has(digests.get(recordId) ?? '')),
  );
  const doubled = [
    ...rows.filter(({ noteNumber }) => !load.sent.has(noteNumber)),
    ...[...byNote.values()].flatMap((same) => same.slice(1)),
    ...[...entries.values()].filter((count) => count > 1),
    ...[...entries.keys()].filter((digest) => !known.has(digest)),
  ];
  return { lost: lost.length, doubled: doubled.length };
}

/** Of all checkpoints that readers were ever shown, and of those that each organisation holds. */
async function countForks({ at, reader, origin }: BusyDistrict): Promise<number> {
  const newest = await reader.look();
  using client = new ProfileClient(at.ledger.profilePath);
  const [first, second] = await Promise.all(
    at.ledger.profiles.map((profile) => client.checkpoints(origin, profile.client.mspId)),
  );
  expect(first).toEqual(second);
  expect(first?.at(-1)?.size).toBe(newest?.size);
  return (await reader.countForks(reader.seen)) + (await reader.countForks(first ?? []));
}

/** The first, the last and one in the middle: each record's bundle holds, by the two files alone. */
async function checkBundles({ at, load, canteen }: BusyDistrict): Promise<void> {
  const { acknowledged } = load;
  const sample = [0, 0.5, 1].flatMap((part) => {
    const told = acknowledged[Math.floor(part * (acknowledged.length - 1))];
    return told ? recordsOf(told) : [];
  });
  const folder = mkdtempSync(join(tmpdir(), 'shansu-bundles-'));
  const headers = { authorization: `Bearer ${canteen.receiver.token}` };
  for (const recordId of new Set(sample)) {
    const response = await fetch(`${at.server.url}/api/v1/records/${recordId}/bundle.json`, { headers });
    const file = join(folder, `${recordId}.json`);
    writeFileSync(file, Buffer.from(await response.arrayBuffer()));
    const { exit, output } = await check([file, '--json'], at.t.config.dataDir);
    expect(exit, output).toBe(0);
    expect(JSON.parse(output)).toMatchObject({ ok: true, witness: { kind: at.ledger.profiles[0].kind } });
  }
  rmSync(folder, { recursive: true });
}
