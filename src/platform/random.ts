import { randomBytes } from 'node:crypto';
import { uuidv7 } from '../kernel/index.js';
import type { Clock } from './clock.js';

const idsAtOnce = 200;

/** Chance. Injected wherever it is used, so that tests can repeat a run. */
export class Random {
  private idBytes: Uint8Array = new Uint8Array();
  private idBytesUsed = 0;

  constructor(private readonly clock: Clock) {}

  /** Unguessable bytes. */
  bytes(count: number): Uint8Array {
    return randomBytes(count);
  }

  /** From 0 to 1, by 255ths: to spread what would come back together. */
  chance(): number {
    const [byte = 0] = this.bytes(1);
    return byte / 255;
  }

  /** A new id. Ids made one after another lie side by side in an index. */
  uuid(): string {
    return uuidv7(this.clock.now(), this.tenBytes());
  }

  /** Drawn from a supply: a request makes several ids, and each draw of its own is a call of the cipher. */
  private tenBytes(): Uint8Array {
    if (this.idBytesUsed === this.idBytes.length) {
      this.idBytes = this.bytes(idsAtOnce * 10);
      this.idBytesUsed = 0;
    }
    const from = this.idBytesUsed;
    this.idBytesUsed += 10;
    return this.idBytes.subarray(from, this.idBytesUsed);
  }
}
