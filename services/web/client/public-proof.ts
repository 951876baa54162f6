import type { Canonical } from '#ledger/canonical.ts';
import type { Failure } from '#ledger/failures.ts';
import { type Evidence, evidenceOf } from './proof-evidence.ts';
import { words as inBoth } from './proof-words.ts';

/**
 * Checks the public page on the reader's own device, with the very verifier that the server and the command line use:
 * the proof against the trust file, and what the page shows against what the proof discloses. The verifier is loaded
 * after the page has been shown; everything here can fail without taking anything from what can be read.
 */

const language = document.documentElement.lang.startsWith('zh') ? 'zh' : 'en';
const words = inBoth[language];

async function check(place: HTMLElement, address: string): Promise<void> {
  show(place, { kind: 'verdict-checking', headline: words.checking });
  const files = await Promise.all([fetched(address), fetched('/trust.json')]).catch(() => undefined);
  if (!files) return unfinished(place, words.unreachable);
  const verifier = await import('./verify-proof.ts').catch(() => undefined);
  if (!verifier) return unfinished(place, words.unreachable);
  try {
    await judge(place, verifier, files);
  } catch {
    unfinished(place, words.unsupported);
  }
}

async function judge(
  place: HTMLElement,
  verifier: typeof import('./verify-proof.ts'),
  [bundle, trust]: readonly [Uint8Array, Uint8Array],
): Promise<void> {
  const result = verifier.verifyProof(bundle, trust);
  if (!result.ok) return failed(place, await sentenceOf(result.failure));
  if (place.dataset.state === 'anchored' && result.witness.kind === 'none')
    return failed(place, words.unattested);
  const differing = differences(result.record.disclosed);
  if (differing.length > 0) return failed(place, words.differs(differing.join(words.and)));
  const page = {
    shown: shownFields().length,
    anchoredAt: document.querySelector('#proof time')?.textContent,
    hasMore: document.querySelector('[data-elsewhere]') !== null,
    trust: verifier.fingerprint(trust),
  };
  const evidence = evidenceOf(result, page, words, language);
  show(place, {
    kind: 'verdict-ok',
    headline: `✓ ${words.verified}`,
    lines: [evidence.witness],
    more: link(words.see),
  });
  document.querySelector('#evidence')?.replaceChildren(...evidenceElements(evidence));
}

async function fetched(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

const sentenceOf = async (failure: Failure): Promise<string> =>
  await import('#ledger/failures.ts').then(
    ({ describeFailure }) => describeFailure(failure, language),
    () => failure.code,
  );

const shownFields = () => [...document.querySelectorAll<HTMLElement>('[data-field]')];

/** Fields that the page shows and the proof does not, or not with this value; and fields that the page leaves out. */
function differences(disclosed: Readonly<Record<string, Canonical>>): string[] {
  const shown = shownFields();
  const paths = new Set(shown.map(({ dataset }) => dataset.field));
  const missing = Object.keys(disclosed).filter((path) => !paths.has(path));
  const other = shown.filter(({ dataset, textContent }) => {
    const { field = '', value } = dataset;
    const proven = disclosed[field];
    return value === undefined ? textContent !== proven : value !== JSON.stringify(proven);
  });
  return [...other.map(nameOf), ...missing];
}

/** As a reader calls it, with the path for whoever looks into the proof. */
function nameOf(element: HTMLElement): string {
  const label = element.closest('div')?.querySelector('dt')?.textContent ?? '';
  return `${label} ${element.dataset.field}`.trim();
}

/** Seconds between looks for a proof that is under way: it is usually there after one or two. */
const looks = [0.25, 0.25, 0.25, 0.25, 0.5, 0.5, 1, 2, 3, 5, 8, 13, 20];

/**
 * A record just made has its proof in a moment: looks for it, ever less often, and shows the page again when it is
 * there. The quick looks wait for the ledger; a place in the log alone is worth showing only when the ledger takes long.
 */
async function awaitAnchoring({ dataset }: HTMLElement): Promise<void> {
  const { state, page = '' } = dataset;
  if (state !== 'pending' && state !== 'sequenced') return;
  // By then the verifier is here too. Where it cannot be had, the check of the page shown again says so.
  import('./verify-proof.ts').catch(() => undefined);
  for (const seconds of looks) {
    await new Promise((over) => setTimeout(over, 1000 * seconds));
    const now: string = await stateOf(page).catch(() => state);
    if (now === 'anchored' || (now !== state && seconds > 1)) return location.reload();
  }
}

async function stateOf(page: string): Promise<string> {
  const answer = await fetch(page, { headers: { accept: 'application/json' } });
  const { proof } = (await answer.json()) as { proof: { state: string } };
  return proof.state;
}

const failed = (place: HTMLElement, reason: string): void =>
  show(place, { kind: 'verdict-failed', headline: `✗ ${words.failed}`, lines: [reason, words.distrust] });

function unfinished(place: HTMLElement, reason: string): void {
  const again = element('button', words.again);
  again.addEventListener('click', () => check(place, place.dataset.bundle ?? ''));
  show(place, { kind: 'verdict-unfinished', headline: words.unfinished, lines: [reason], more: again });
}

interface Shown {
  readonly kind: `verdict-${'checking' | 'ok' | 'failed' | 'unfinished'}`;
  readonly headline: string;
  readonly lines?: readonly string[];
  readonly more?: HTMLElement;
}

function show(place: HTMLElement, { kind, headline, lines = [], more }: Shown): void {
  place.className = `verdict ${kind}`;
  place.replaceChildren(
    element('p', headline, 'headline'),
    ...lines.map((line) => element('p', line)),
    ...(more ? [more] : []),
  );
}

function evidenceElements({ checks, remarks, details }: Evidence): HTMLElement[] {
  const list = element('ul', '', 'checks');
  list.append(...checks.map((text) => element('li', text)));
  const numbers = element('dl');
  numbers.append(
    ...details.map(([name, value]) => {
      const pair = element('div');
      pair.append(element('dt', name), element('dd', value, 'code'));
      return pair;
    }),
  );
  const folded = element('details');
  folded.append(element('summary', words.details), numbers);
  return [list, ...remarks.map((text) => element('p', text, 'fine')), folded];
}

function link(text: string): HTMLElement {
  const made = element('a', text);
  made.href = '#proof';
  return made;
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  text = '',
  className = '',
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

const verdict = document.querySelector<HTMLElement>('#verdict');
if (verdict) {
  if (document.readyState !== 'complete')
    await new Promise((loaded) => addEventListener('load', loaded, { once: true }));
  if (verdict.dataset.bundle) await check(verdict, verdict.dataset.bundle);
  await awaitAnchoring(verdict);
}
