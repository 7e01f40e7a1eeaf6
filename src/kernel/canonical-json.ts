/** Any value JSON can carry. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * JSON text that is equal for equal values: members sorted by UTF-16 code unit, no white space, numbers as
 * ECMAScript prints them (RFC 8785). Undefined members are left out.
 *
 * The text is put together here because an object cannot hold the order: it lists members such as "9" first.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const object = value as Readonly<Record<string, unknown>>;
  const members = Object.keys(object)
    .filter((name) => object[name] !== undefined)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalJson(object[name])}`);
  return `{${members.join(',')}}`;
}
