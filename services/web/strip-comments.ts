/**
 * JavaScript without comments, indentation and blank lines: what a browser need not load. Everything else stays as it
 * was written, line by line. Comments that begin with `/*!` are licences and stay too.
 *
 * Whether a slash divides or begins a regular expression follows from the token before it. After `}` that would need
 * a parser: such a place is refused, and a test reads every module that is served.
 *
 * @throws SyntaxError where the text is not JavaScript of this kind
 */
export function stripComments(code: string): string {
  const written: string[] = [];
  const open: ('{' | '${')[] = [];
  let before = '';
  let gap = '';
  for (let at = 0; at < code.length; ) {
    const { kind, text } = tokenAt(code, at, { before, inSubstitution: open.at(-1) === '${' });
    at += text.length;
    if (kind === 'space' || (kind === 'comment' && !text.startsWith('/*!'))) {
      // A comment parts what stands around it, and one that spans lines ends a line.
      gap = gap === '\n' || text.includes('\n') ? '\n' : ' ';
      continue;
    }
    if (text === '}' || (kind === 'template' && text.startsWith('}'))) open.pop();
    if (text === '{') open.push('{');
    if (kind === 'template' && text.endsWith('${')) open.push('${');
    written.push(written.length > 0 ? gap : '', text);
    gap = '';
    if (kind !== 'comment') before = text;
  }
  return `${written.join('')}\n`;
}

interface Token {
  readonly kind: 'space' | 'comment' | 'string' | 'template' | 'regex' | 'word' | 'mark';
  readonly text: string;
}

interface Place {
  /** The last token that was neither space nor comment. */
  readonly before: string;
  /** Directly inside `${…}`, so that a brace goes back to the template. */
  readonly inSubstitution: boolean;
}

const space = /\s+/y;
const comment = /\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
const string = /'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*"/y;
/** From a backtick, or from the brace that ends a substitution, to the next substitution or the end. */
const template = /[`}](?:[^`\\$]|\\[\s\S]|\$(?!\{))*(?:`|\$\{)/y;
const regex = /\/(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
const word = /[#\w$\u0080-\uffff]+/y;
/** Kept together, because a slash after `i++` divides and one after `+` does not. */
const mark = /\+\+|--|[\s\S]/y;

function tokenAt(code: string, at: number, place: Place): Token {
  const match = (kind: Token['kind'], pattern: RegExp): Token | undefined => {
    pattern.lastIndex = at;
    const text = pattern.exec(code)?.[0];
    return text === undefined ? undefined : { kind, text };
  };
  const found = match('space', space) ?? match('comment', comment) ?? match('word', word);
  if (found) return found;
  const text = code[at] as string;
  if (text === '/' && regexMayFollow(place.before)) return match('regex', regex) ?? endless(at);
  if (text === "'" || text === '"') return match('string', string) ?? endless(at);
  if (text === '`' || (text === '}' && place.inSubstitution))
    return match('template', template) ?? endless(at);
  return match('mark', mark) as Token;
}

function endless(at: number): never {
  throw new SyntaxError(`a text or regular expression without end at ${at}`);
}

const wordsBeforeRegex =
  /^(?:return|typeof|case|in|of|do|else|void|delete|throw|new|await|yield|instanceof)$/;

function regexMayFollow(before: string): boolean {
  if (before === '}') throw new SyntaxError('a slash after a brace: division or regular expression?');
  if (/^[#\w$\u0080-\uffff]/.test(before)) return wordsBeforeRegex.test(before);
  const endsValue = /^(?:['"]|\+\+|--|\/.+\/)|[)\]`]$/.test(before);
  return !endsValue;
}
