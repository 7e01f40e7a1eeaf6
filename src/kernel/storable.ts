/** Whether PostgreSQL can keep a text: it has no U+0000, and UTF-8 has no half of a surrogate pair. */
export function isStorable(text: string): boolean {
  return !/[\0\p{Surrogate}]/u.test(text);
}
