import { z } from 'zod';
import { NewAccount } from '#schemas/account.ts';
import { Jurisdiction } from '#schemas/jurisdiction.ts';
import { Line } from '#schemas/values.ts';
import { hashSecret, newToken, tokenHash } from '../accounts/index.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/connect.ts';
import { newId } from '../ids.ts';

export const NewDistrict = z.strictObject({
  divisionCode: z.string().regex(/^\d{6}$/),
  name: Line(100),
  /** Whose rules hold, from the province down, on top of the nation's. */
  jurisdiction: Jurisdiction,
  /** Name of the district's log, as checkpoints carry it: no scheme, no spaces. */
  origin: z.string().regex(/^[a-z0-9.-]+(\/[a-z0-9.-]+)*$/),
  operator: z.strictObject({
    username: NewAccount.shape.username,
    displayName: Line(40),
    password: z.string().min(10),
  }),
});

/**
 * Opens a district with its first operator account. Done by the installation itself, from the command line: the only
 * write without an account, because none exists yet.
 */
export async function openDistrict(basis: { db: Db; clock: Clock }, input: z.input<typeof NewDistrict>) {
  const { operator, ...district } = NewDistrict.parse(input);
  const passwordHash = await hashSecret(operator.password);
  const apiToken = newToken();
  const now = basis.clock.now();
  const [districtId, operatorId] = [newId(now), newId(now)];
  await basis.db.transaction().execute(async (db) => {
    await db
      .insertInto('districts')
      .values({ ...district, id: districtId, openedAt: now })
      .execute();
    await db
      .insertInto('accounts')
      .values({
        id: operatorId,
        districtId,
        schoolId: null,
        supplierId: null,
        username: operator.username,
        displayName: operator.displayName,
        role: 'operator',
        passwordHash,
        pinHash: null,
        failedAttempts: 0,
        lockedUntil: null,
        disabledAt: null,
        createdAt: now,
      })
      .execute();
    await db
      .insertInto('apiTokens')
      .values({
        tokenHash: tokenHash(apiToken),
        accountId: operatorId,
        label: 'first',
        createdAt: now,
        revokedAt: null,
      })
      .execute();
  });
  return { districtId, operatorId, apiToken };
}
