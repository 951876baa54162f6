import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FabricWitness } from '#ledger/attestation/fabric-witness.ts';
import type { ProofBundle } from '#ledger/bundle.ts';
import { fromBase64, toBase64 } from '#ledger/bytes.ts';
import { canonicalText } from '#ledger/canonical.ts';
import { FAILURES, type FailureCode } from '#ledger/failures.ts';
import { inclusionLength } from '#ledger/merkle.ts';
import { canteen, pork, receivedLot } from '#tests/support/batches.ts';
import { type BrowsedApp, browsedApp } from '#tests/support/browsed-app.ts';
import { anchor, sequence } from '#tests/support/log.ts';
import { phone, verdictOn } from '#tests/support/phone.ts';

let site: BrowsedApp;
let code: string;

beforeAll(async () => {
  site = await browsedApp();
  const { t } = site;
  const at = await canteen(await t.district());
  ({ code } = await receivedLot(at, pork()));
  // More records after it, so that it does not stand at the edge of the tree.
  await receivedLot(at);
  await receivedLot(at);
  await sequence(t);
  await anchor(t);
});
afterAll(() => site[Symbol.asyncDispose]());

/** What the page says when one of its answers was changed on the way. */
async function verdictWhen(address: string, change: (text: string) => string): Promise<string> {
  await using visit = await phone(site.browser);
  await visit.page.route(`**${address}`, async (route) => {
    const response = await route.fetch();
    const before = await response.text();
    const body = change(before);
    if (body === before) throw new Error(`${address} was not changed`);
    await route.fulfill({ response, body });
  });
  await visit.page.goto(`${site.url}/T/${code}`);
  return await verdictOn(visit.page);
}

type Bundle = ProofBundle & { witness: FabricWitness };

/** A bundle in its one spelling after a change to what it says. */
const saying = (change: (bundle: Bundle) => unknown) => (text: string) => {
  const bundle = JSON.parse(text) as Bundle;
  change(bundle);
  return `${canonicalText(bundle)}\n`;
};

const flipped = (base64: string): string => {
  const bytes = fromBase64(base64);
  bytes[bytes.length - 1]! ^= 1;
  return toBase64(bytes);
};
const otherHash = (hex: string): string => (hex.startsWith('0') ? `1${hex.slice(1)}` : `0${hex.slice(1)}`);
/** To another index whose path is of the same length. */
function moveInLog(bundle: Bundle): void {
  const size = Number(bundle.checkpoint.split('\n')[1]);
  const wanted = bundle.inclusion.length;
  const others = Array.from({ length: size }, (_, index) => index).filter((index) => index !== bundle.index);
  bundle.index = others.find((index) => inclusionLength(index, size) === wanted) as number;
}
const maker = (bundle: Bundle) => bundle.disclosed['/maker/name']!;
const [edu, market] = [0, 1];

const tampered: [string, (text: string) => string, FailureCode][] = [
  ['another value of a field', saying((b) => (maker(b).value = '沪西肉联厂')), 'field-mismatch'],
  ['another salt of a field', saying((b) => (maker(b).salt = otherHash(maker(b).salt))), 'field-mismatch'],
  [
    'another commitment to a field that is not shown',
    saying((b) => (b.record.commitments['/priceFenPerKg'] = '0'.repeat(64))),
    'record-mismatch',
  ],
  [
    'a digest of another record',
    saying((b) => (b.record.digest = otherHash(b.record.digest))),
    'record-mismatch',
  ],
  ['another place in the log', saying(moveInLog), 'inclusion-mismatch'],
  [
    'another path to the root',
    saying((b) => (b.inclusion[0] = otherHash(b.inclusion[0]!))),
    'inclusion-mismatch',
  ],
  ['a path that is too short', saying((b) => b.inclusion.pop()), 'inclusion-length'],
  [
    'another root in the checkpoint',
    saying((b) => {
      const [origin, size, root = '', ...rest] = b.checkpoint.split('\n');
      b.checkpoint = [origin, size, flipped(root), ...rest].join('\n');
    }),
    'signature-invalid',
  ],
  [
    'another answer of the organisations',
    saying((b) => (b.witness.answer = flipped(b.witness.answer))),
    'attestation-invalid',
  ],
  [
    'another question to them',
    saying((b) => (b.witness.question.signatureHeader = flipped(b.witness.question.signatureHeader))),
    'question-mismatch',
  ],
  [
    'a forged signature of the first organisation',
    saying((b) => (b.witness.attestations[edu]!.signature = flipped(b.witness.attestations[edu]!.signature))),
    'attestation-invalid',
  ],
  [
    'a forged signature of the second organisation',
    saying((b) => (b.witness.attestations[market]!.signature = b.witness.attestations[edu]!.signature)),
    'attestation-invalid',
  ],
  ['one organisation only', saying((b) => b.witness.attestations.pop()), 'attestations-missing'],
  [
    'the same organisation twice',
    saying((b) => (b.witness.attestations[market] = b.witness.attestations[edu]!)),
    'attestations-unordered',
  ],
  [
    'an organisation that nobody knows',
    saying((b) => (b.witness.attestations[edu]!.organisation = 'AnybodyMSP')),
    'organisation-untrusted',
  ],
  ['a file laid out anew', (text) => JSON.stringify(JSON.parse(text), null, 1), 'not-canonical'],
  ['a file cut short', (text) => text.slice(0, -100), 'not-json'],
];

/** What stands of a sentence whatever it is about. */
const fixedPartsOf = (failure: FailureCode): string[] => FAILURES[failure].zh.split(/\{\w+\}/);

test.for(tampered)('a proof with %s fails', async ([, change, failure]) => {
  const verdict = await verdictWhen(`/T/${code}/bundle.json`, change);
  expect(verdict).toContain('✗ 核验失败');
  for (const part of fixedPartsOf(failure)) expect(verdict).toContain(part);
  expect(verdict).toContain('请勿据此判断');
});

test('a page that claims to be anchored fails with a proof that nobody attested', async () => {
  const bare = (text: string) => `${canonicalText({ ...JSON.parse(text), witness: { kind: 'none' } })}\n`;
  const verdict = await verdictWhen(`/T/${code}/bundle.json`, bare);
  expect(verdict).toContain('✗ 核验失败');
  expect(verdict).toContain('本页说已上链，证明里却没有机构的签名');
});

interface TrustFile {
  logs: { origin: string }[];
  ledgers: { channel: string; organisations: { authorities: string[] }[] }[];
}
const trusting = (change: (trust: TrustFile) => unknown) => (text: string) => {
  const trust = JSON.parse(text) as TrustFile;
  change(trust);
  return JSON.stringify(trust);
};

const distrusted: [string, (text: string) => string, FailureCode][] = [
  ['another log', trusting((trust) => (trust.logs[0]!.origin = 'other.example/log')), 'log-untrusted'],
  ['another ledger', trusting((trust) => (trust.ledgers[0]!.channel = 'elsewhere')), 'ledger-untrusted'],
  [
    'the authorities of the organisations exchanged',
    trusting(({ ledgers: [ledger] }) => {
      const [first, second] = ledger!.organisations;
      [first!.authorities, second!.authorities] = [second!.authorities, first!.authorities];
    }),
    'certificate-untrusted',
  ],
  ['nothing that can be read', () => 'not a trust file', 'trust-malformed'],
];

test.for(distrusted)('a trust file that names %s fails', async ([, change, failure]) => {
  const verdict = await verdictWhen('/trust.json', change);
  expect(verdict).toContain('✗ 核验失败');
  for (const part of fixedPartsOf(failure)) expect(verdict).toContain(part);
});

test.for([
  ['shows another value', (page: string) => page.replace('沪东肉联厂', '别家肉联厂'), '生产者 /maker/name'],
  [
    'shows another instant',
    (page: string) => page.replace(/(data-value="&quot;)2026/, '$12025'),
    '/occurredAt',
  ],
  ['leaves a field out', (page: string) => page.replace('data-field="/expiresOn"', ''), '/expiresOn'],
  [
    'shows a field that was not recorded',
    (page: string) =>
      page.replace('<dl>', '<dl><div><dt>认证</dt><dd><span data-field="/award">金奖</span></dd></div>'),
    '认证 /award',
  ],
] as const)('a page that %s fails', async ([, change, told]) => {
  const verdict = await verdictWhen(`/T/${code}`, change);
  expect(verdict).toContain('✗ 核验失败');
  expect(verdict).toContain('本页所示与证明不一致：');
  expect(verdict).toContain(told);
});
