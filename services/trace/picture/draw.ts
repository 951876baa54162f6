import type { Trace } from '#schemas/trace.ts';
import { type Html, html } from '../../web/html.ts';
import type { Language } from '../../web/language.ts';
import { lotKinds, lotStatuses, pictureTexts, proofStates } from '../messages.ts';
import { arrange, type Layers } from './arrange.ts';
import { type Box, diagramOf, type Edge } from './boxes.ts';
import { collapse } from './collapse.ts';
import { fitText } from './fit-text.ts';

const box = { width: 144, height: 50 };
const gap = { x: 36, y: 12 };
const head = 34;
const margin = 8;
/** A picture of these widths is shrunk to the page; a wider one would be too small to read, and scrolls. */
const shrinkable = { from: 1000, to: 1300 };

interface Place {
  readonly x: number;
  readonly y: number;
}

/**
 * The trace as a picture in natural columns, drawn on the server. The table beside it says the same, so that readers
 * of screens need not find their way through lines.
 */
export function traceSvg(trace: Trace, language: Language): Html {
  const { boxes, edges } = collapse(diagramOf(trace, language), trace.direction, language);
  const layers = arrange({ boxes, edges });
  const longest = Math.max(...layers.map((layer) => layer.length));
  const height = head + longest * (box.height + gap.y) + margin;
  const width = 2 * margin + layers.length * (box.width + gap.x) - gap.x;
  const places = placesOf(layers, height);
  const fits = shrinkable.from < width && width <= shrinkable.to ? ' fits' : '';
  return html`<svg class="trace-picture${fits}" xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" aria-hidden="true" focusable="false">
    ${layers.map((layer, index) => heading(layer, index, language))}
    ${edges.map((edge) => drawnEdge(edge, places))}
    ${boxes.map((one) => drawnBox(one, places.get(one.id) as Place, language))}
  </svg>`;
}

function placesOf(layers: Layers, height: number): Map<string, Place> {
  return new Map(
    layers.flatMap((layer, column) => {
      const used = layer.length * (box.height + gap.y) - gap.y;
      const top = head + (height - head - used) / 2;
      const x = margin + column * (box.width + gap.x);
      return layer.map(
        ({ id }, row) => [id, { x, y: Math.round(top + row * (box.height + gap.y)) }] as const,
      );
    }),
  );
}

function heading(layer: readonly Box[], column: number, language: Language): Html {
  const [first] = layer;
  const stage = first?.stage ?? 'supplier';
  const text = stage === 'supplier' ? pictureTexts.supplier[language] : lotKinds[stage][language];
  const x = margin + column * (box.width + gap.x) + box.width / 2;
  return html`<text class="stage" x="${x}" y="20" text-anchor="middle">${text}</text>`;
}

function drawnEdge({ from, to }: Edge, places: ReadonlyMap<string, Place>): Html {
  const [start, end] = [places.get(from), places.get(to)];
  if (!start || !end) return html``;
  const [x1, y1, x2, y2] = [start.x + box.width, start.y + box.height / 2, end.x, end.y + box.height / 2];
  const bend = Math.max(gap.x / 2, (x2 - x1) / 2);
  return html`<path class="edge" d="M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}"/>`;
}

/** A shape beside the colour, because colour alone tells some readers nothing. */
const proofMarks: Readonly<Record<Box['proof'], string>> = {
  anchored: '✓',
  sequenced: '○',
  pending: '○',
  failed: '✗',
  none: '',
};

function drawnBox(one: Box, { x, y }: Place, language: Language): Html {
  const many = one.lots > 1 || (one.stage === 'supplier' && one.detail !== '');
  const classes = ['box', `stage-${one.stage}`, `proof-${one.proof}`, `status-${one.status}`];
  if (one.start) classes.push('start');
  const held = one.status === 'held' ? `【${lotStatuses.held[language]}】` : '';
  const shape = html`<g class="${classes.join(' ')}" transform="translate(${x} ${y})">
    <title>${[one.title, one.detail, held, one.proof === 'none' ? '' : proofStates[one.proof][language]].filter(Boolean).join(' · ')}</title>
    ${many ? html`<rect class="behind" x="5" y="5" width="${box.width}" height="${box.height}" rx="6"/>` : ''}
    <rect class="face" width="${box.width}" height="${box.height}" rx="6"/>
    <rect class="edge-mark" width="5" height="${box.height}" rx="2"/>
    <text class="title" x="12" y="${one.detail === '' ? 31 : 22}">${fitText(held + one.title, one.proof === 'none' ? 9.3 : 8.3)}</text>
    <text class="detail" x="12" y="40">${fitText(one.detail, 10.8)}</text>
    <text class="mark" x="${box.width - 8}" y="22" text-anchor="end">${proofMarks[one.proof]}</text>
  </g>`;
  const linked = one.lots === 1 && one.stage !== 'supplier';
  return linked ? html`<a href="#lot-${one.id}" tabindex="-1">${shape}</a>` : shape;
}
