/** The fields of a page or of one form in it, as a browser would send them before anybody types. */
export function fieldsOf(page: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [tag] of page.matchAll(/<input\b[^>]*>/g)) {
    const type = attribute(tag, 'type');
    const name = attribute(tag, 'name');
    const unchecked = (type === 'radio' || type === 'checkbox') && !/\bchecked\b/.test(tag);
    if (name && type !== 'file' && !unchecked) fields[name] = attribute(tag, 'value');
  }
  for (const [tag, options = ''] of page.matchAll(/<select\b[^>]*>([\s\S]*?)<\/select>/g)) {
    const chosen =
      /<option value="([^"]*)" selected/.exec(options) ?? /<option value="([^"]*)"/.exec(options);
    fields[attribute(tag, 'name')] = plain(chosen?.[1] ?? '');
  }
  for (const [tag, text = ''] of page.matchAll(/<textarea\b[^>]*>([\s\S]*?)<\/textarea>/g))
    fields[attribute(tag, 'name')] = plain(text);
  return fields;
}

/** The form of a page that posts to an address. */
export function formOf(page: string, action: string): string {
  const form = page.split('<form').find((part) => part.includes(`action="${action}"`));
  if (form === undefined) throw new Error(`the page has no form that posts to ${action}`);
  return form.slice(0, form.indexOf('</form>'));
}

const attribute = (tag: string, name: string): string =>
  plain(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '');

const plain = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
