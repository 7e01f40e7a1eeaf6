/** An answer ready to be sent. */
export interface Reply {
  readonly status: number;
  /** Names and values in turn, as node:http takes them without another look. */
  readonly headers: readonly string[];
  readonly body: Buffer;
  /** Equal for equal bodies; absent where nobody should keep the answer. */
  readonly etag?: string;
}

/** How an answer was drawn for those who asked before, by the name of the drawing. */
export interface Drawings {
  get(name: string): Reply | undefined;
  set(name: string, reply: Reply): unknown;
}

/** Bytes of all drawings that are kept. Each language and way of reading has a page of its own. */
const bytesKeptMax = 64 * 1024 * 1024;

interface Bounds {
  /** Drawings of an answer read then can still be asked for. */
  readonly isFresh: (readAt: number) => boolean;
  readonly bytesMax?: number;
}

/**
 * The drawings of all kept answers, bounded together: a page is far larger than what it is drawn from, and is of
 * no use once their answer is read again. The oldest go first, and are drawn again if somebody asks.
 */
export class DrawingMemory {
  private bytes = 0;
  private readonly filled = new Set<KeptDrawings>();

  constructor(private readonly bounds: Bounds) {}

  /** Bytes kept now. */
  get size(): number {
    return this.bytes;
  }

  /** None yet, for an answer read at that time. */
  startFor(readAt: number): Drawings {
    return new KeptDrawings(readAt, this);
  }

  keep(drawings: KeptDrawings, name: string, reply: Reply): void {
    if (!this.bounds.isFresh(drawings.readAt)) return;
    (drawings.byName ??= new Map<string, Reply>()).set(name, reply);
    drawings.bytes += reply.body.byteLength;
    this.bytes += reply.body.byteLength;
    this.filled.add(drawings);
    this.makeRoom();
  }

  /** Forgets the drawings of an answer that is not kept any longer. */
  drop(drawings: Drawings): void {
    if (!(drawings instanceof KeptDrawings) || !this.filled.delete(drawings)) return;
    this.bytes -= drawings.bytes;
    drawings.bytes = 0;
    drawings.byName = undefined;
  }

  private makeRoom(): void {
    const { isFresh, bytesMax = bytesKeptMax } = this.bounds;
    for (const oldest of this.filled) {
      if (this.bytes <= bytesMax && isFresh(oldest.readAt)) return;
      this.drop(oldest);
    }
  }
}

class KeptDrawings implements Drawings {
  /** Made with the first drawing: most answers are asked for once, as the JSON that they keep anyway. */
  byName: Map<string, Reply> | undefined;
  bytes = 0;

  constructor(
    readonly readAt: number,
    private readonly memory: DrawingMemory,
  ) {}

  get(name: string): Reply | undefined {
    return this.byName?.get(name);
  }

  /** Called once for a name: whoever draws has looked for it in the same turn. */
  set(name: string, reply: Reply): void {
    this.memory.keep(this, name, reply);
  }
}
