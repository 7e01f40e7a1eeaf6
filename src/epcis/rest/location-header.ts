/** Describes the header that says where what was made is found. */
export function locationOf(what: string) {
  return { Location: { description: `Address of ${what}.`, schema: { type: 'string' as const } } };
}
