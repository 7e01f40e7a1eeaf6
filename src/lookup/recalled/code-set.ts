/** Characters of an item or case code that are free; the sixteenth follows from them. */
const freeCharacters = 15;
/** As many as fit 16 bits when they are read as a number. */
const laneCharacters = 3;
const lanes = freeCharacters / laneCharacters;
const radix = 36;
const laneValues = radix ** laneCharacters;
/** Fuller, and a search among neighbours takes long. */
const fullest = 0.8;

/**
 * A set of item and case codes of known size in 12.5 bytes a code, where a `Set` of texts takes some eighty. It holds the
 * codes themselves, ten bytes each, and not hashes of them: what it says is so. Codes are drawn at random, so that their
 * first characters say well enough where to put them.
 */
export class CodeSet {
  private readonly slots: Uint16Array;
  private readonly places: number;

  constructor(size: number) {
    this.places = placesFor(size);
    this.slots = new Uint16Array(this.places * lanes);
  }

  static bytesFor(size: number): number {
    return placesFor(size) * lanes * Uint16Array.BYTES_PER_ELEMENT;
  }

  /** Never more codes than the size. */
  add(code: string): void {
    pack(code);
    this.slots.set(packed, this.placeOfPacked() * lanes);
  }

  has(code: string): boolean {
    pack(code);
    return this.slots[this.placeOfPacked() * lanes] !== 0;
  }

  /** Where the packed code is, or else the free place that it would have. */
  private placeOfPacked(): number {
    let place = ((packed[0] ?? 0) * laneValues + (packed[1] ?? 0)) % this.places;
    while (this.slots[place * lanes] !== 0 && !this.isPackedAt(place)) {
      place = (place + 1) % this.places;
    }
    return place;
  }

  private isPackedAt(place: number): boolean {
    for (let lane = 0; lane < lanes; lane += 1) {
      if (this.slots[place * lanes + lane] !== packed[lane]) return false;
    }
    return true;
  }
}

/** One place at least stays free, or a search for what is not there would not end. */
const placesFor = (size: number) => Math.ceil(size / fullest) + 1;

/** The code in hand: an array for each of millions would be most of the work. */
const packed = new Uint16Array(lanes);

/** Each lane is one more than the value of its characters: a zero is a free place. */
function pack(code: string): void {
  for (let lane = 0; lane < lanes; lane += 1) {
    let value = 0;
    for (let i = 0; i < laneCharacters; i += 1) {
      value = value * radix + digitAt(code, lane * laneCharacters + i);
    }
    packed[lane] = value + 1;
  }
}

/** As base 36 reads it: the digits, then the capitals. */
function digitAt(code: string, at: number): number {
  const character = code.charCodeAt(at);
  return character < capitalA ? character - zero : character - capitalA + 10;
}

const zero = '0'.charCodeAt(0);
const capitalA = 'A'.charCodeAt(0);
