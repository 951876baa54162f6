import { expect, test } from 'vitest';
import { readConfig } from '#services/config.ts';

test('without settings it is a demo on this machine only', () => {
  expect(readConfig({})).toMatchObject({
    mode: 'demo',
    host: '127.0.0.1',
    port: 3000,
    publicUrl: 'http://localhost:3000',
    dataDir: '.data',
  });
});

test('an empty setting is no setting', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 3000, databaseUrl: undefined });
});

test('every bad setting is named at once', () => {
  expect(() => readConfig({ PORT: '70000', LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://x' })).toThrow(
    /PORT[\s\S]*DATABASE_URL[\s\S]*LOG_LEVEL/,
  );
});

const production = { SHANSU_MODE: 'production', PUBLIC_URL: 'https://shansu.example.org' };

test('production refuses the embedded database unless told otherwise, and plain HTTP always', () => {
  expect(() => readConfig(production)).toThrow('DATABASE_URL');
  expect(() =>
    readConfig({ ...production, DATABASE_URL: 'postgres://db/shansu', PUBLIC_URL: 'http://shansu' }),
  ).toThrow('https');
});
