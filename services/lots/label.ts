import encodeQr from 'qr';
import { drawnSvg, type Html, html } from '../web/html.ts';

export interface LotLabel {
  readonly name: string;
  readonly code: string;
  /** Short lines below the name: supplier, dates, weight. */
  readonly lines: readonly string[];
}

/** What a lot's QR code says: all upper case, so that it fits the small alphanumeric symbol. The route ignores case. */
export const qrContent = (publicUrl: string, code: string): string => `${publicUrl}/T/${code}`.toUpperCase();

/** A label of 60 × 40 mm, one to a printed page (`label.css`). */
export const lotLabel = (
  { name, code, lines }: LotLabel,
  publicUrl: string,
): Html => html`<section class="label">
    <div class="label-code">${drawnSvg(encodeQr(qrContent(publicUrl, code), 'svg', { ecc: 'quartile', border: 4 }))}</div>
    <div class="label-text"><strong>${name}</strong>${lines.map((line) => html`<br>${line}`)}<br><span class="code">${code}</span></div>
  </section>`;
