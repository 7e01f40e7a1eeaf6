import { Answer } from './answer.js';
import { readPublicAddress, type PublicAddress, type Question } from './public-address.js';
import { supportedPrimaryKeys } from './resolver/resolver-description.js';

/** An address of the public door, read. */
export interface DoorAddress {
  readonly address: PublicAddress;
  /** Behind the question mark; of a compressed Digital Link, what it says uncompressed. */
  readonly search: string;
  /** The pattern of the address, for counting. */
  readonly route: string;
  /** What to look up; or the answer to what is no code, which follows from the text alone and never grows old. */
  readonly asked: Question | Answer;
}

/** Addresses kept, those refused each with a few pages of some kilobytes. */
export const addressesMax = 200;
/** Longer ones are read each time: somebody makes them up. */
const charactersMax = 200;

/**
 * The last addresses, as they were read. One code is on everybody's phone, and one misprinted or forged label on many packs: to read
 * an address takes a quarter of the time of an answer from memory.
 */
export class AddressMemory {
  private readonly kept = new Map<string, DoorAddress>();

  get(url: string): DoorAddress | undefined {
    return this.kept.get(url);
  }

  /** Undefined for what is not the door's. */
  read(url: string, path: string, search: string): DoorAddress | undefined {
    const address = readPublicAddress(path, search);
    if (address === undefined) return undefined;
    const { question, uncompressed: plain = { path, search } } = address;
    const read = {
      address,
      search: plain.search,
      route: routeOf(plain.path, address),
      asked: 'verdict' in question ? new Answer(question) : question,
    };
    if (url.length <= charactersMax) this.keep(url, read);
    return read;
  }

  /** All go at once: to look for the oldest each time would cost those who ask for many what it spares others. */
  private keep(url: string, read: DoorAddress): void {
    if (this.kept.size >= addressesMax) this.kept.clear();
    this.kept.set(url, read);
  }
}

const told: ReadonlySet<string> = new Set(supportedPrimaryKeys);

/** Digital Links have as many forms as there are attributes: they are told apart by what they begin with. */
function routeOf(path: string, { shape }: PublicAddress): string {
  const [, before = '', key] = /^(\/t)?\/(\d+)\//i.exec(path) ?? [];
  if (key !== undefined) return `${before.toLowerCase()}/${told.has(key) ? key : ':key'}/*`;
  return shape === 'passport' ? '/t/:code' : `/t/:code/${shape}`;
}
