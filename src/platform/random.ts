import { randomBytes } from 'node:crypto';
import { uuidv7 } from '../kernel/index.js';
import type { Clock } from './clock.js';

/** Chance. Injected wherever it is used, so that tests can repeat a run. */
export class Random {
  constructor(private readonly clock: Clock) {}

  /** Unguessable bytes. */
  bytes(count: number): Uint8Array {
    return randomBytes(count);
  }

  /** A new id. Ids made one after another lie side by side in an index. */
  uuid(): string {
    return uuidv7(this.clock.now(), this.bytes(10));
  }
}
