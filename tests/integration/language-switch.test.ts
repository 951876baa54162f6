import { afterAll, beforeAll, expect, test } from 'vitest';
import { nearestPage } from '#services/web/language-switch.ts';
import { type TestApp, testApp } from '#tests/support/app.ts';
import { type Shown, visitor } from '#tests/support/visitor.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

/** Where the switch to the other language stands on a page. */
const switchOn = ({ page }: Shown): string =>
  (/href="(\/language\/[^"]+)"/.exec(page)?.[1] ?? '').replaceAll('&amp;', '&');
const languageOf = ({ page }: Shown) => /<html lang="([^"]+)"/.exec(page)?.[1];

async function somebody() {
  const d = await t.district();
  const { id: schoolId } = await d.school('实验小学');
  return await visitor(t, await d.person('manager', { schoolId }));
}

/** The answer to a switch: the cookie that it sets, and where it leads. */
async function switched(visit: Awaited<ReturnType<typeof somebody>>, shown: Shown) {
  const answer = await visit.open(switchOn(shown));
  expect(answer.status).toBe(303);
  const [choice = ''] = (answer.headers.get('set-cookie') ?? '').split(';');
  return { choice, location: answer.location };
}

test('the switch leads back to the same page with its query, and the choice stays', async () => {
  const visit = await somebody();
  const chinese = await visit.open('/suppliers?search=%E7%B1%B3%26x');
  expect(languageOf(chinese)).toBe('zh-CN');
  const { choice, location } = await switched(visit, chinese);
  expect([choice, location]).toEqual(['shansu_language=en', '/suppliers?search=%E7%B1%B3%26x']);
  const anonymous = await visitor(t);
  const english = await anonymous.open('/sign-in', { cookie: choice });
  expect(languageOf(english)).toBe('en');
  expect(switchOn(english)).toBe('/language/zh?back=%2Fsign-in');
});

test('what is shown after a refused form keeps the language, and its switch leads to a page', async () => {
  const visit = await visitor(t);
  const refused = await visit.send('/sign-in', { username: 'nobody', password: 'wrong', next: '/canteen' });
  expect([refused.status, languageOf(refused)]).toEqual([401, 'zh-CN']);
  const { location } = await switched(visit, refused);
  expect((await visit.open(location)).status).toBe(200);

  const manager = await somebody();
  const form = await manager.fillIn('/suppliers/new', { name: '' });
  expect([form.status, languageOf(form)]).toEqual([422, 'zh-CN']);
  expect((await manager.open((await switched(manager, form)).location)).status).toBe(200);
});

test('the switch beside a refused form opens a window of its own, so that what was typed stays', async () => {
  const manager = await somebody();
  const refused = await manager.fillIn('/suppliers/new', { name: '老徐干货商行' });
  expect(refused.page).toMatch(/<a[^>]*href="\/language\/en[^>]*target="_blank"/);
  expect((await manager.open('/suppliers/new')).page).not.toContain('target="_blank"');
  expect(refused.page).toContain('value="老徐干货商行"');
});

test('each address that takes forms has a page at it or above it', () => {
  const { routes } = t.app;
  const posted = routes.filter(({ method, path }) => method === 'POST' && !path.startsWith('/api/'));
  expect(posted.length).toBeGreaterThan(20);
  const id = '01938e6a-9c00-7000-8000-000000000001';
  for (const { path } of posted) {
    const address = path.replaceAll(/:\w+\{(\w+)[^}]*\}/g, '$1').replaceAll(/:\w+/g, id);
    const page = nearestPage(routes, address);
    expect(address.startsWith(page)).toBe(true);
    if (path !== '/sign-out') expect(page, path).not.toBe('/');
  }
});

test.for(['//evil.example/x', '/\\evil.example', '/\t/evil.example', 'https://evil.example', 'x', ''])(
  'a switch never leads away: %j',
  async (back) => {
    const visit = await visitor(t);
    const { location } = await visit.open(`/language/en?back=${encodeURIComponent(back)}`);
    expect(new URL(location, 'https://shansu.test').origin).toBe('https://shansu.test');
    expect(location).toBe('/');
  },
);
