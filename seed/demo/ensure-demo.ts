import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoGuide } from '#schemas/demo.ts';
import { civilDateOf } from '#schemas/time.ts';
import type { Deps } from '#services/deps.ts';
import { hasNoDistrict } from '#services/districts/demo-districts.ts';
import { type Demo, type DemoSize, writeDemo } from './write-demo.ts';

/**
 * Writes the demo district on the first start of an empty database and keeps its guide in `demo.json`. A marker stands
 * beside it while it is written: a start that finds the marker was preceded by one that was ended half-way, and begins
 * again.
 */
export async function ensureDemo(
  deps: Deps,
  size: DemoSize,
  clear: () => Promise<void>,
  progress: (message: string) => void,
): Promise<void> {
  const guide = join(deps.config.dataDir, 'demo.json');
  if (existsSync(guide)) return;
  const marker = join(deps.config.dataDir, 'demo.unfinished');
  if (existsSync(marker)) {
    progress('the demo was not finished last time: beginning again');
    await clear();
  } else if (!(await hasNoDistrict(deps.db))) return;
  mkdirSync(deps.config.dataDir, { recursive: true });
  writeFileSync(marker, '');
  const demo = await writeDemo(deps, size, civilDateOf(deps.clock.now()), progress);
  writeFileSync(`${guide}.new`, JSON.stringify(guideTo(demo), null, 2), {
    mode: 0o600,
  });
  renameSync(`${guide}.new`, guide);
  rmSync(marker);
}

function guideTo({ players, schoolNames, supplierNames, codes }: Demo): DemoGuide {
  const accounts = players.map((player) => {
    const school = player.schoolId ? schoolNames.get(player.schoolId) : undefined;
    const supplier = player.supplierId ? supplierNames.get(player.supplierId) : undefined;
    return {
      role: player.role,
      name: player.displayName,
      ...(school ? { school } : {}),
      ...(supplier ? { supplier } : {}),
      username: player.username,
      password: player.password,
      ...(player.pin ? { pin: player.pin } : {}),
      apiToken: player.apiToken,
    };
  });
  return { accounts, codes };
}
