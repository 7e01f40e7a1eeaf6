/** A thing that is printed several times, one after the other. */
export interface Copied<Thing> {
  readonly of: Thing;
  readonly copies: number;
}
