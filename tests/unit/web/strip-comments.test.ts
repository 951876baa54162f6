import { stripTypeScriptTypes } from 'node:module';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stripComments } from '#services/web/strip-comments.ts';
import { sources } from '#tests/support/sources.ts';

/** Substitutions are written `§{…}` below: as they stand they would look like mistakes. */
const dollars = (code: string) => code.replaceAll('§', '$');

test.for([
  ['a line comment', 'a = 1; // one\nb = 2;', 'a = 1;\nb = 2;\n'],
  ['a comment at the start', '// what\na', 'a\n'],
  ['a documenting comment', '/**\n * what\n */\nlet a', 'let a\n'],
  ['a comment between words', 'let/* what */a', 'let a\n'],
  ['a comment that spans lines ends one', 'a/*\n*/b', 'a\nb\n'],
  ['a licence stays', '/*! MIT */\n/* not this */\na', '/*! MIT */\na\n'],
  ['indentation and blank lines', 'if (a) {\n\n    b;\n  }', 'if (a) {\nb;\n}\n'],
  ['slashes in text', `a = 'http://b' + "/* c */" // d`, `a = 'http://b' + "/* c */"\n`],
  ['an escaped quote', String.raw`a = 'b\'//c'; //d`, String.raw`a = 'b\'//c';` + '\n'],
  ['a template', '`a // b\n   §{c /* d */} // e\n` // f', '`a // b\n   §{c } // e\n`\n'],
  ['templates within templates', '`§{`/*§{ {a: 1} }*/`}//`//x', '`§{`/*§{ {a: 1} }*/`}//`\n'],
  ['an escaped substitution', '`\\§{//`; // a', '`\\§{//`;\n'],
  ['a regular expression', `a.replace(/['"\`]\\/\\/[/*]/g, b) // c`, `a.replace(/['"\`]\\/\\/[/*]/g, b)\n`],
  ['a returned regular expression', 'return /"/ // a', 'return /"/\n'],
  ['divisions', 'a = b / c / d; // "', 'a = b / c / d;\n'],
  ['a division after a parenthesis', 'a = (b) / 2; // "\nc = "/"', 'a = (b) / 2;\nc = "/"\n'],
  ['a division after a step', 'a = i++ / 2; // "\nc = "/"', 'a = i++ / 2;\nc = "/"\n'],
] as const)('%s', ([, code, stripped]) => {
  expect(stripComments(dollars(code))).toBe(dollars(stripped));
});

test.for([
  ['a slash after a brace', '{ a } / 2'],
  ['a text without end', "a = 'b"],
  ['a template without end', '`a b'],
] as const)('refuses %s', ([, code]) => {
  expect(() => stripComments(code)).toThrow(SyntaxError);
});

/** Pieces that make sense in any order, one a line, each with what is left of it. */
const pieces = fc.constantFrom(
  ['let a = 1;', 'let a = 1;'],
  ['// "`/*', undefined],
  ["b('//');", "b('//');"],
  ['/* ` */', undefined],
  ['  c(`//§{`/*`}*/`, /[/]"/u);', 'c(`//§{`/*`}*/`, /[/]"/u);'],
  ['d(e / f / 2); // /', 'd(e / f / 2);'],
  ['/*! kept */', '/*! kept */'],
  ['', undefined],
);

test('what is left is all that is not a comment', () => {
  fc.assert(
    fc.property(fc.array(pieces, { minLength: 1, maxLength: 12 }), (lines) => {
      const left = lines.flatMap(([, stays]) => (stays === undefined ? [] : [stays]));
      const code = dollars(lines.map(([line]) => line).join('\n'));
      expect(stripComments(code)).toBe(dollars(`${left.join('\n')}\n`));
    }),
  );
});

test('every module of the kernel, the schemas and the browser still parses, and stripping again changes nothing', () => {
  const own = sources('{ledger/*,schemas/**/*,services/web/client/*}.ts');
  expect(own.length).toBeGreaterThan(50);
  for (const { path, text } of own) {
    const stripped = stripComments(stripTypeScriptTypes(text, { mode: 'strip' }));
    expect(() => stripTypeScriptTypes(stripped), path).not.toThrow();
    expect(stripComments(stripped), path).toBe(stripped);
    expect(stripped.length, path).toBeLessThan(text.length);
  }
});
