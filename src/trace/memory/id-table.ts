/** Words of 32 bits that a UUID has. */
const words = 4;
const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Gives each id a dense number from 0, and the id back for its number. A UUID takes 16 bytes and at most 16 more of
 * its place in the table, where a map of strings takes over a hundred; ids of other forms are kept as they are.
 */
export class IdTable {
  private ids = new Uint32Array(words * 1024);
  /** By hash: one more than the number that stands there; 0: none. Never over half full. */
  private slots = new Int32Array(2048);
  private readonly others = new Map<string, number>();
  private readonly otherTexts = new Map<number, string>();
  private held = 0;

  get count(): number {
    return this.held;
  }

  get bytes(): number {
    return this.ids.byteLength + this.slots.byteLength + this.others.size * 200;
  }

  /** The number of an id that was taken before. */
  find(id: string): number | undefined {
    if (!uuidPattern.test(id)) return this.others.get(id);
    const found = this.slots[this.slotOf(wordsOf(id))] ?? 0;
    return found === 0 ? undefined : found - 1;
  }

  /** The number of an id, a new one if it has none. */
  take(id: string): number {
    if (!uuidPattern.test(id)) return this.takeOther(id);
    const parts = wordsOf(id);
    const slot = this.slotOf(parts);
    const known = this.slots[slot] ?? 0;
    if (known !== 0) return known - 1;
    const number = this.next();
    this.ids.set(parts, number * words);
    this.slots[slot] = number + 1;
    if (2 * this.held > this.slots.length) this.spread();
    return number;
  }

  idOf(number: number): string {
    const other = this.otherTexts.get(number);
    if (other !== undefined) return other;
    let hex = '';
    for (let i = 0; i < words; i += 1) {
      hex += (this.ids[number * words + i] ?? 0).toString(16).padStart(8, '0');
    }
    const cuts = [0, 8, 12, 16, 20, 32];
    return cuts
      .slice(1)
      .map((end, i) => hex.slice(cuts[i], end))
      .join('-');
  }

  private takeOther(id: string): number {
    const known = this.others.get(id);
    if (known !== undefined) return known;
    const number = this.next();
    this.others.set(id, number);
    this.otherTexts.set(number, id);
    return number;
  }

  private next(): number {
    const number = this.held;
    this.held += 1;
    if (this.held * words > this.ids.length) this.ids = grown(this.ids, Uint32Array);
    return number;
  }

  private slotOf(parts: readonly number[]): number {
    const { ids, slots } = this;
    const mask = slots.length - 1;
    for (let slot = hashOf(parts) & mask; ; slot = (slot + 1) & mask) {
      const number = (slots[slot] ?? 0) - 1;
      if (number < 0) return slot;
      const at = number * words;
      if (parts.every((part, i) => ids[at + i] === part)) return slot;
    }
  }

  private spread(): void {
    this.slots = new Int32Array(this.slots.length * 2);
    for (let number = 0; number < this.held; number += 1) {
      if (this.otherTexts.has(number)) continue;
      const parts = [...this.ids.subarray(number * words, (number + 1) * words)];
      this.slots[this.slotOf(parts)] = number + 1;
    }
  }
}

/** The same numbers in twice the room. */
export function grown<Kind extends { readonly length: number; set(from: Kind): void }>(
  full: Kind,
  as: new (length: number) => Kind,
): Kind {
  const wider = new as(full.length * 2);
  wider.set(full);
  return wider;
}

function wordsOf(uuid: string): readonly number[] {
  const hex = uuid.replaceAll('-', '');
  return [0, 8, 16, 24].map((at) => Number.parseInt(hex.slice(at, at + 8), 16));
}

/** Ids that were made one after the other differ in their last words most. */
function hashOf([a = 0, b = 0, c = 0, d = 0]: readonly number[]): number {
  const mixed = Math.imul(a ^ Math.imul(b, 0x85ebca6b) ^ c, 0x9e3779b1) ^ d;
  return Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) >>> 0;
}
