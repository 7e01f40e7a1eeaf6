/** A link to follow, and whether pairs of a request's query go along. */
export interface Target {
  readonly href: string;
  readonly forwardQuery: boolean;
}

/** Pairs that say which link to follow: they have done their work. */
const ours = new Set(['linkType', 'context']);

/** The address that a request with this query is sent to. Its pairs are passed on as they were written. */
export function locationOf({ href, forwardQuery }: Target, search: string): string {
  const pairs = forwardQuery ? pairsToPass(search) : '';
  if (pairs === '') return href;
  const [address = '', fragment] = href.split(/#(.*)/s);
  const mark = address.includes('?') ? '&' : '?';
  return `${address}${mark}${pairs}${fragment === undefined ? '' : `#${fragment}`}`;
}

function pairsToPass(search: string): string {
  const [query = ''] = search.split('#', 1);
  return query
    .split('&')
    .filter((pair) => pair !== '' && !ours.has(nameOf(pair)))
    .join('&')
    .replace(/[^\x21-\x7e]/g, encodeURIComponent);
}

function nameOf(pair: string): string {
  const [name = ''] = pair.split('=', 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
