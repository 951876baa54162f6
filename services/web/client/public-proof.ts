import { verifyFabricWitness } from '#ledger/attestation/fabric-witness.ts';
import { toHex } from '#ledger/bytes.ts';
import type { Canonical } from '#ledger/canonical.ts';
import { hash } from '#ledger/hash.ts';
import { parseTrust } from '#ledger/trust.ts';
import { type Verified, verifyBundle } from '#ledger/verify.ts';
import type { WitnessVerdict } from '#ledger/witness.ts';

/**
 * Checks the public page on the reader's own device, with the very verifier that the server and the command line use:
 * the proof against the trust file, and what the page shows against what the proof discloses.
 */

const language = document.documentElement.lang.startsWith('zh') ? 'zh' : 'en';

const texts = {
  zh: {
    verified: '已在本机核验',
    shown: (count: number) => `本页所示 ${count} 项内容与证明一致，自日志签署检查点起未被改动。`,
    time: (time: string) => `运营方记载的上链时间：${time}。`,
    place: (index: number, size: number) => `它是日志中的第 ${index + 1} 条记录（共 ${size} 条）。`,
    withheld: (count: number) => `这条记录另有 ${count} 项内容未公开。`,
    elsewhere: '原料来源与留样另有记录，各有自己的证明，不在这份证明之内。',
    none: '开发账本，无外部见证：只有运营方的签名。',
    development: '开发账本，无外部见证：见证各方都由运营方自己扮演。',
    witnessed: (names: string) => `检查点已由账本上的机构见证：${names}。`,
    trust: (id: string) => `信任文件来自同一网站，因此只能说明前后一致。指纹 ${id}，可与监管部门公布的核对。`,
    failed: '核验失败',
    differs: (paths: string) => `本页所示与证明不一致：${paths}。`,
    unreachable: '证明文件没有取到，暂不能在本机核验。请检查网络后刷新本页。',
    untrusted: '信任文件无法读取。',
  },
  en: {
    verified: 'Checked on this device',
    shown: (count: number) =>
      `The ${count} facts on this page are as proven, unchanged since the log signed its checkpoint.`,
    time: (time: string) => `Anchored, as the operator noted, at ${time}.`,
    place: (index: number, size: number) => `This is record ${index + 1} of ${size} in the log.`,
    withheld: (count: number) => `${count} more fields of the record are not public.`,
    elsewhere:
      'Origins and samples are records of their own with their own proofs; this proof does not cover them.',
    none: 'Development ledger, no outside witness: only the operator has signed.',
    development: 'Development ledger, no outside witness: the operator plays all witnesses.',
    witnessed: (names: string) => `Witnessed on the ledger by ${names}.`,
    trust: (id: string) =>
      `The trust file is from this same site, so this shows consistency only. Its fingerprint is ${id}; compare it with the one that the authority publishes.`,
    failed: 'The check failed',
    differs: (paths: string) => `The page does not show what was proven: ${paths}.`,
    unreachable: 'The proof could not be fetched, so nothing was checked. Check the network and reload.',
    untrusted: 'The trust file cannot be read.',
  },
}[language];

const section = document.querySelector<HTMLElement>('#proof');
const verdict = document.querySelector<HTMLElement>('#verdict');
const address = section?.dataset.bundle;
if (section && verdict && address) await check(section, verdict, address);

async function check(proof: HTMLElement, place: HTMLElement, bundleAddress: string): Promise<void> {
  const [bundle, trust] = await Promise.all([fetched(bundleAddress), fetched('/trust.json')]);
  if (!bundle || !trust) return show(place, '', [texts.unreachable]);
  let trusted: ReturnType<typeof parseTrust>;
  try {
    trusted = parseTrust(new TextDecoder().decode(trust));
  } catch {
    return fail(place, texts.untrusted);
  }
  const result = verifyBundle(bundle, trusted, { fabric: verifyFabricWitness });
  if (!result.ok) {
    const { describeFailure } = await import('#ledger/failures.ts');
    return fail(place, describeFailure(result.failure, language));
  }
  const differing = differences(result.record.disclosed);
  if (differing.length > 0) return fail(place, texts.differs(differing.join(', ')));
  show(place, 'verdict-ok', sentences(result, proof, toHex(hash(trust)).slice(0, 16)));
}

async function fetched(url: string): Promise<Uint8Array | undefined> {
  try {
    const response = await fetch(url);
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined;
  } catch {
    return undefined;
  }
}

function shownFields(): NodeListOf<HTMLElement> {
  return document.querySelectorAll<HTMLElement>('[data-field]');
}

/** Fields on the page that the proof does not disclose, or not with the value that the page has. */
function differences(disclosed: Readonly<Record<string, Canonical>>): string[] {
  return [...shownFields()].flatMap(({ dataset, textContent }) => {
    const { field = '', value } = dataset;
    const shown = value === undefined ? textContent : value;
    const proven = value === undefined ? disclosed[field] : JSON.stringify(disclosed[field]);
    return shown === proven ? [] : [field];
  });
}

function sentences({ record, log, witness }: Verified, proof: HTMLElement, trustId: string): string[] {
  const time = proof.querySelector('time')?.textContent;
  return [
    texts.shown(shownFields().length),
    ...(time ? [texts.time(time)] : []),
    texts.place(log.index, log.size),
    texts.withheld(record.withheld.length),
    ...(document.querySelector('[data-elsewhere]') ? [texts.elsewhere] : []),
    witnessSentence(witness),
    texts.trust(trustId),
  ];
}

function witnessSentence(witness: WitnessVerdict): string {
  if (witness.kind === 'none') return texts.none;
  if (witness.kind === 'fabric-development') return texts.development;
  return texts.witnessed(witness.organisations.map(({ name }) => name[language]).join('、'));
}

function fail(place: HTMLElement, reason: string): void {
  show(place, 'verdict-failed', [reason]);
}

function show(
  place: HTMLElement,
  kind: '' | 'verdict-ok' | 'verdict-failed',
  lines: readonly string[],
): void {
  const heading = { '': '', 'verdict-ok': `✓ ${texts.verified}`, 'verdict-failed': `✗ ${texts.failed}` }[
    kind
  ];
  place.className = kind;
  place.replaceChildren(
    ...(heading ? [element('strong', heading)] : []),
    ...lines.map((line, index) => element('p', line, index > 0 ? 'fine' : '')),
  );
}

function element(name: 'p' | 'strong', text: string, className = ''): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = className;
  return made;
}
