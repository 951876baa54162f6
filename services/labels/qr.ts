import encodeQR from 'qr';
import { drawnSvg, type Html } from '../web/html.ts';

/** Label printers have 203 dots an inch, 8 a millimetre. */
const millimetresPerDot = 25.4 / 203;
/** About 24 mm: leaves room for the text on a label 60 mm wide. */
const atMostDots = 190;
/** Light modules that a reader needs around the symbol (ISO/IEC 18004 §9.1). */
const quiet = 4;

/**
 * What the code on a label says: `HTTPS://HOST/T/CODE`, in capitals so that the symbol needs its alphanumeric mode only
 * and stays small. The address answers in any case.
 */
export const traceAddress = (publicUrl: string, code: string): string =>
  new URL(`/T/${code}`, publicUrl).href.toUpperCase();

/** The dark modules of a QR symbol with its quiet border, row by row. */
const qrModules = (content: string): boolean[][] =>
  encodeQR(content, 'raw', { ecc: 'quartile', border: quiet });

/**
 * A QR symbol as SVG in millimetres. A module is a whole number of printer dots wide: otherwise edges blur and cheap
 * readers fail.
 */
export function qrSvg(content: string): Html {
  const modules = qrModules(content);
  const size = modules.length;
  const pitchDots = Math.max(1, Math.floor(atMostDots / size));
  const millimetres = (size * pitchDots * millimetresPerDot).toFixed(3);
  return drawnSvg(
    `<svg class="qr" xmlns="http://www.w3.org/2000/svg" width="${millimetres}mm" height="${millimetres}mm" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges" role="img" aria-label="QR"><path d="${darkRuns(modules)}"/></svg>`,
  );
}

/** One rectangle for each run of dark modules in a row. */
function darkRuns(modules: readonly (readonly boolean[])[]): string {
  return modules
    .flatMap((row, y) => {
      const runs: string[] = [];
      for (let x = 0; x < row.length; x += 1) {
        if (!row[x]) continue;
        const begin = x;
        while (row[x + 1]) x += 1;
        runs.push(`M${begin} ${y}h${x + 1 - begin}v1H${begin}z`);
      }
      return runs;
    })
    .join('');
}
