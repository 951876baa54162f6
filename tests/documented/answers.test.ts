import { expect, test } from 'vitest';
import { operationAt, operations } from '#tests/support/operations.ts';
import { seenAnswers } from '#tests/support/seen-answers.ts';

const described = operations();
const seen = seenAnswers();

/** `METHOD /path/{parameter} status` of an answer, by the route that gave it; none for what is no route. */
function routeAnswer(answer: (typeof seen)[number]): string[] {
  const route = operationAt(described, answer);
  return route ? [`${route.method} ${route.path} ${answer.status}`] : [];
}

const answered = new Set(seen.flatMap(routeAnswer));
const documented = new Set(
  described.flatMap(({ method, path, answers }) =>
    Object.keys(answers).map((status) => `${method} ${path} ${status}`),
  ),
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
