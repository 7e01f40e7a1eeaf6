import type { Fault } from '../kernel/index.js';

/** A document with more faults than this is better answered by the first ones than by all of them. */
export const faultsMax = 100;

/** The faults found in one document, in the order of the document. */
export class FaultList {
  private readonly found: Fault[] = [];

  get isFull(): boolean {
    return this.found.length >= faultsMax;
  }

  get isEmpty(): boolean {
    return this.found.length === 0;
  }

  add(pointer: string, detail: string): void {
    if (!this.isFull) this.found.push({ pointer, detail });
  }

  toArray(): readonly Fault[] {
    if (!this.isFull) return this.found;
    const detail = `only the first ${faultsMax} faults are listed; correct them and send the document again`;
    return [...this.found, { pointer: '', detail }];
  }
}
