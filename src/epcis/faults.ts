import { faultsMax, type Fault } from '../kernel/index.js';
import type { CaptureRule } from './capture-rules.js';

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

  /** One that was found elsewhere. */
  take(fault: Fault): void {
    if (!this.isFull) this.found.push(fault);
  }

  toArray(): readonly Fault[] {
    return this.found;
  }
}
