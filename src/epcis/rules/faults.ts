import { faultsMax, type Fault } from '../../kernel/index.js';
import type { CaptureRule } from './capture-rules.js';

/** Characters of a pointer: a hundred of them are in an answer, and names of members may be as long as a document. */
export const pointerLengthMax = 2_048;

/** The faults found in one document, in its order: no more than it takes to say that there are too many. */
export class FaultList {
  private readonly found: Fault[] = [];

  get isFull(): boolean {
    return this.found.length > faultsMax;
  }

  get isEmpty(): boolean {
    return this.found.length === 0;
  }

  add(pointer: string, detail: string, rule: CaptureRule): void {
    this.take({ pointer, detail, rule });
  }

  /** One that was found elsewhere. Where a name in its pointer is very long, it points to what is around. */
  take(fault: Fault): void {
    if (this.isFull) return;
    const { pointer } = fault;
    const end = pointer.lastIndexOf('/', pointerLengthMax);
    const isShort = pointer.length <= pointerLengthMax;
    this.found.push(isShort ? fault : { ...fault, pointer: pointer.slice(0, Math.max(0, end)) });
  }

  toArray(): readonly Fault[] {
    return this.found;
  }
}
