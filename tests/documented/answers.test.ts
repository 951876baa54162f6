import { expect, test } from 'vitest';
import { type Operation, operations } from '#tests/support/operations.ts';
import { seenAnswers } from '#tests/support/seen-answers.ts';

const described = operations();
const seen = seenAnswers();

const pattern = (path: string) => new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`);
const parameters = ({ path }: Operation) => path.split('{').length;

/** `METHOD /path/{parameter} status` of an answer, by the route that gave it; none for what is no route. */
function routeAnswer({ method, path, status }: (typeof seen)[number]): string[] {
  const [route] = described
    .filter((operation) => operation.method === method && pattern(operation.path).test(path))
    .sort((a, b) => parameters(a) - parameters(b));
  return route ? [`${method} ${route.path} ${status}`] : [];
}

const answered = new Set(seen.flatMap(routeAnswer));
const documented = new Set(
  described.flatMap(({ method, path, statuses }) => statuses.map((status) => `${method} ${path} ${status}`)),
);

test('the integration tests ran before, in this run', () => {
  expect(seen.length, 'run them with: --project integration --project documented').toBeGreaterThan(0);
});

test('each documented answer of each route was seen', () => {
  expect([...documented].filter((answer) => !answered.has(answer))).toEqual([]);
});

test('each answer that was seen is documented', () => {
  expect([...answered].filter((answer) => !documented.has(answer))).toEqual([]);
});
