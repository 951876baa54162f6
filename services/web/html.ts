import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

/** Markup whose interpolated values are escaped. Attributes are always quoted. */
export { html };
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** SVG that the server itself drew (charts, QR codes); never user input. */
export const drawnSvg = (svg: string): Html => raw(svg);
