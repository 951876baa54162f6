import { expect, test } from 'vitest';
import { readConfig } from '#services/config.ts';

const production = {
  SHANSU_MODE: 'production',
  PUBLIC_URL: 'https://shansu.example',
  DATABASE_URL: 'postgres://db.example/shansu',
};

test('the development ledger is the default', () => {
  expect(readConfig({}).ledger).toEqual({ kind: 'devnet' });
});

test('production refuses every ledger that only this installation holds', () => {
  for (const LEDGER of ['', 'devnet'])
    expect(() => readConfig({ ...production, LEDGER })).toThrow('LEDGER must be fabric');
  const LEDGER_PROFILE = '/etc/shansu/profile.json';
  expect(readConfig({ ...production, LEDGER: 'fabric', LEDGER_PROFILE }).ledger).toEqual({
    kind: 'fabric',
    profilePath: LEDGER_PROFILE,
  });
});

test('a real ledger is that of the network in the data folder, unless its connection profile is named', () => {
  const profilePath = 'elsewhere/fabric/connection/EduBureauMSP.json';
  expect(readConfig({ LEDGER: 'fabric', DATA_DIR: 'elsewhere' }).ledger).toEqual({
    kind: 'fabric',
    profilePath,
  });
});
