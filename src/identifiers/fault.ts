import { ValueFault } from '../kernel/index.js';

/** An identifier was refused. */
export class IdentifierFault extends ValueFault {
  constructor(
    detail: string,
    /** Where in the faulty value the fault lies, counted from 0, when it has one place. */
    readonly position?: number,
  ) {
    super(detail);
    this.name = 'IdentifierFault';
  }
}
