/**
 * A value's text was refused. The message says what is wrong and what to write instead; whoever knows the
 * value's place in the request makes a `Fault` of it.
 */
export class ValueFault extends Error {
  constructor(detail: string) {
    super(detail);
    this.name = 'ValueFault';
  }
}
