/**
 * Marks of ours on extension elements, for what JSON says and XML does not. Readers that know nothing of them still find
 * each value where they expect it.
 *
 * - `furrow:json`, a list of: `list` (the element is the only entry of a list), `number` or `boolean` (its text is one),
 *   `value` (its text is JSON, for what has no other form);
 * - `furrow:members`: extension members as JSON, where EPCIS has room for attributes only;
 * - `furrow:name`: the full name of a member that is no name in XML.
 *
 * JSON in them has its names in full.
 */
export const jsonMark = 'json';
export const membersMark = 'members';
export const nameMark = 'name';

/** The element that stands for a member whose name stands in `furrow:name`. */
export const memberElement = 'member';

/** JSON-LD gives these a meaning, so an attribute of such a name gets a second `@` in JSON. */
export const jsonLdKeywords: ReadonlySet<string> = new Set(
  `base container context direction graph id import included index json language list nest none
   prefix propagate protected reverse set type value version vocab`.split(/\s+/),
);
