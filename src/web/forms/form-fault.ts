/** What is wrong with one field of a form, in the reader's language. `field` is the name of its input. */
export interface FormFault {
  readonly field: string;
  readonly text: string;
}

/** A form as it was typed so far, and what is wrong with it. */
export interface TypedForm {
  readonly fields: URLSearchParams;
  readonly faults: readonly FormFault[];
}

/** Either what the fields say, ready for the interface, or everything that is wrong with them at once. */
export type FormReading<Request> =
  | { readonly request: Request; readonly faults: readonly [] }
  | { readonly request?: never; readonly faults: readonly FormFault[] };

/**
 * One field as people type it on phones and Chinese keyboards: full-width letters, digits and points
 * become plain ones, white space at the ends goes. An absent field is an empty one.
 */
export function typed(fields: URLSearchParams, name: string): string {
  return (fields.get(name) ?? '').normalize('NFKC').replace(/。/g, '.').trim();
}
