import { DatabaseError } from 'pg';
import { expect, test } from 'vitest';
import { problemOf } from '#services/problem.ts';

const codeOf = (error: unknown) => problemOf(error, 'en', 'request').type.replace('/problems/', '');

const failure = (code: string) => Object.assign(new DatabaseError('of the server', 1, 'error'), { code });
const broken = (code: string) => Object.assign(new Error(`write ${code}`), { code });

/** Whoever is told this sends the same again and loses nothing. */
test.for([
  ['the server is being shut down', failure('57P01')],
  ['the server crashed', failure('57P02')],
  ['the server is recovering', failure('57P03')],
  ['too many connections', failure('53300')],
  ['the disk is full', failure('53100')],
  ['a lock was waited for too long', failure('55P03')],
  ['a statement took too long', failure('57014')],
  ['a transaction was idle too long', failure('25P03')],
  ['nobody listens', broken('ECONNREFUSED')],
  ['the socket is gone', broken('ENOENT')],
  ['the connection was reset', broken('ECONNRESET')],
  ['the connection broke while writing', broken('EPIPE')],
  ['the connection broke under a query', new Error('Connection terminated unexpectedly')],
  [
    'the connection broke under a transaction',
    new Error('Client has encountered a connection error and is not queryable'),
  ],
  ['all connections are busy', new Error('timeout exceeded when trying to connect')],
  ['no answer came', new Error('Query read timeout')],
] as const)('%s: database-unavailable', ([, error]) => {
  expect(codeOf(error)).toBe('database-unavailable');
});

test.for([
  ['the same thing exists already', failure('23505'), 'conflict'],
  ['a period overlaps another', failure('23P01'), 'conflict'],
  ['a constraint that a verb should have kept', failure('23514'), 'internal'],
  ['anything else', new TypeError('undefined is not a function'), 'internal'],
] as const)('%s: %s', ([, error, code]) => {
  expect(codeOf(error)).toBe(code);
});
