const nowhere = 'http://own.invalid';

/** Where a link may lead that came with a request: a path of our own with its query, else the start page. */
export function ownPath(text: string | undefined): string {
  const url = text?.startsWith('/') ? URL.parse(text, nowhere) : null;
  return url?.origin === nowhere ? url.pathname + url.search : '/';
}
