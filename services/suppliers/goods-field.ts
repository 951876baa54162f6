import type { GoodsClass, Reference } from '../reference/index.ts';
import type { Fields } from '../web/form.ts';
import type { FormView } from '../web/form-view.ts';
import { type Html, html } from '../web/html.ts';
import type { Message } from '../web/language.ts';

const prefix = 'goods.';
const classesWord: Message = { zh: '细分', en: 'classes:' };

/** Boxes for groups of goods, each opening to its classes. */
export function goodsField(
  { language, values, refusal }: FormView,
  { goods }: Reference,
  label: Message,
  hint?: Message,
): Html {
  const nameOf = ({ nameZh, nameEn }: Pick<GoodsClass, 'nameZh' | 'nameEn'>) =>
    language === 'zh' ? nameZh : nameEn;
  const box = (code: string, text: string) => html`<label class="form-check">
      <input class="form-check-input" type="checkbox" name="${prefix}${code}" value="1"${values[prefix + code] ? html` checked` : ''}>
      <span class="form-check-label">${text}</span></label>`;
  const groups = goods.groups.map((group) => {
    const classes = goods.classes.filter((entry) => entry.group === group.code);
    const open = classes.some(({ code }) => values[prefix + code]);
    return html`<div class="goods-group">${box(group.code, nameOf(group))}
      <details${open ? html` open` : ''}><summary>${classesWord[language]} ${classes.length}</summary>${classes.map((entry) => box(entry.code, nameOf(entry)))}</details></div>`;
  });
  const bad = refusal?.fields.has('goodsScope');
  return html`<fieldset class="field" id="goodsScope" tabindex="-1"><legend class="form-label">${label[language]}</legend>
    ${hint ? html`<div class="hint">${hint[language]}</div>` : ''}
    ${bad ? html`<div class="field-error">${refusal?.title ?? ''}</div>` : ''}
    <div class="goods-groups">${groups}</div></fieldset>`;
}

/** The goods that were ticked; undefined when none were. */
export function tickedGoods(fields: Fields): string[] | undefined {
  const codes = Object.keys(fields).flatMap((name) =>
    name.startsWith(prefix) ? [name.slice(prefix.length)] : [],
  );
  return codes.length > 0 ? codes : undefined;
}

/** How the form shows a scope that was recorded. */
export const tickedValues = (scope: readonly string[] = []): Fields =>
  Object.fromEntries(scope.map((code) => [prefix + code, '1']));
