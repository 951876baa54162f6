/**
 * Makes receiving quicker on a phone. Everything works without it: the server shows the form again for each step.
 * Lines come from the server with ids of their own; this module never makes or changes one.
 */

/** Scanners send Enter after each code: it moves on to the next field and sends nothing. */
function keepEnterHarmless(within: HTMLFormElement): void {
  within.addEventListener('keydown', (event) => {
    const field = event.target;
    if (event.key !== 'Enter' || !(field instanceof HTMLInputElement)) return;
    event.preventDefault();
    const fields = [...within.querySelectorAll<HTMLElement>('input:not([type=hidden]), select')];
    const visible = fields.filter((each) => each.offsetParent !== null);
    visible[visible.indexOf(field) + 1]?.focus();
  });
}

async function fetchCard(parameters: Record<string, string>): Promise<HTMLElement | null> {
  const answer = await fetch(`/canteen/receive/line?${new URLSearchParams(parameters)}`);
  if (!answer.ok) return null;
  const template = document.createElement('template');
  template.innerHTML = await answer.text();
  return template.content.querySelector<HTMLElement>('[data-line]');
}

const valueIn = (within: HTMLFormElement, name: string): string =>
  within.querySelector<HTMLInputElement | HTMLSelectElement>(`[name="${name}"]`)?.value ?? '';

function addLinesInPlace(within: HTMLFormElement): void {
  const button = within.querySelector<HTMLButtonElement>('[data-add-line]');
  const cards = within.querySelector('[data-lines]');
  const lines = within.querySelector<HTMLInputElement>('[name=lines]');
  if (!button || !cards || !lines) return;
  button.addEventListener('click', async (event) => {
    event.preventDefault();
    button.disabled = true;
    const ordinal = String(cards.children.length + 1);
    const card = await fetchCard({ supplier: valueIn(within, 'supplier'), ordinal }).catch(() => null);
    button.disabled = false;
    if (!card?.dataset.line) return;
    cards.append(card);
    lines.value = [...lines.value.split(',').filter(Boolean), card.dataset.line].join(',');
    card.querySelector<HTMLElement>('select')?.focus();
  });
}

/** Another class of goods needs other papers: they are asked for at once. */
function followGoods(within: HTMLFormElement): void {
  within.addEventListener('change', async (event) => {
    const field = event.target;
    if (!(field instanceof HTMLSelectElement) || !field.matches('[data-goods]')) return;
    const card = field.closest<HTMLElement>('[data-line]');
    const line = card?.dataset.line;
    if (!card || !line) return;
    const [supplier, importer] = [valueIn(within, 'supplier'), valueIn(within, `${line}.importer`)];
    const fresh = await fetchCard({ supplier, line, goods: field.value, importer }).catch(() => null);
    const papers = fresh?.querySelector('[data-papers]');
    if (papers) card.querySelector('[data-papers]')?.replaceWith(papers);
    const measured = fresh?.querySelector('[data-measured]');
    if (measured) card.querySelector('[data-measured]')?.replaceWith(measured);
  });
}

/** Thousandths and hundredths as whole numbers, as the server reads them; undefined while somebody is still typing. */
function scaled(text: string, digits: number): bigint | undefined {
  const [, whole, fraction = ''] = /^(\d{1,9})(?:\.(\d*))?$/.exec(text.trim()) ?? [];
  if (whole === undefined || fraction.length > digits) return undefined;
  return BigInt(whole + fraction.padEnd(digits, '0'));
}

function showTotal(within: HTMLFormElement): void {
  const place = within.querySelector<HTMLElement>('[data-total]');
  const output = place?.querySelector('output');
  if (!place || !output) return;
  const update = () => {
    let fen = 0n;
    for (const card of within.querySelectorAll<HTMLElement>('[data-line]')) {
      const line = card.dataset.line ?? '';
      const verdict = card.querySelector<HTMLInputElement>('input[type=radio]:checked')?.value;
      const weight = verdict === 'part' ? 'acceptedKg' : 'kg';
      const grams = scaled(valueIn(within, `${line}.${weight}`), 3) ?? 0n;
      const price = scaled(valueIn(within, `${line}.price`), 2) ?? 0n;
      if (verdict !== 'refuse') fen += (price * grams + 500n) / 1000n;
    }
    output.value = `${fen / 100n}.${String(fen % 100n).padStart(2, '0')}`;
    place.hidden = fen === 0n;
  };
  within.addEventListener('input', update);
  update();
}

const longestSide = 1600;

/** Photos leave the phone at most 1,600 pixels long, some 300 KB each; what cannot be shrunk is sent as it is. */
function shrinkPhotos(within: HTMLFormElement): void {
  within.addEventListener('change', async (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || input.type !== 'file') return;
    const [file] = input.files ?? [];
    input.closest('.photo')?.classList.toggle('taken', file !== undefined);
    if (!file?.type.startsWith('image/')) return;
    const small = await shrunk(file).catch(() => undefined);
    if (!small || small.size >= file.size || input.files?.[0] !== file) return;
    const carrier = new DataTransfer();
    carrier.items.add(new File([small], 'photo.jpg', { type: 'image/jpeg' }));
    input.files = carrier.files;
  });
}

async function shrunk(file: File): Promise<Blob | undefined> {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return await new Promise((done) => canvas.toBlob((blob) => done(blob ?? undefined), 'image/jpeg', 0.82));
}

const form = document.querySelector<HTMLFormElement>('form[data-receive]');

if (form) {
  keepEnterHarmless(form);
  addLinesInPlace(form);
  followGoods(form);
  showTotal(form);
  shrinkPhotos(form);
}
