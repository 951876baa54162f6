/** Chinese characters and full-width signs are as wide as high, Latin letters about half of that. */
const widthOf = (character: string): number =>
  /[\u2e80-\u9fff\uf900-\uffef\u{20000}-\u{3ffff}]/u.test(character) ? 1 : 0.56;

/** The text cut to a width in full-width characters, with an ellipsis where something is left out: SVG wraps nothing. */
export function fitText(text: string, width: number): string {
  const characters = [...text];
  const total = characters.reduce((sum, character) => sum + widthOf(character), 0);
  if (total <= width) return text;
  let used = 0;
  const kept = characters.filter((character) => {
    used += widthOf(character);
    return used <= width - 1;
  });
  return `${kept.join('')}…`;
}
