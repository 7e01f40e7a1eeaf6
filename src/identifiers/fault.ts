/** An identifier was refused. `reason` says what is wrong with it, in words a client can act on. */
export class IdentifierFault extends Error {
  constructor(
    readonly reason: string,
    /** Where in the faulty value the fault lies, counted from 0, when it has one place. */
    readonly position?: number,
  ) {
    super(reason);
    this.name = 'IdentifierFault';
  }
}
