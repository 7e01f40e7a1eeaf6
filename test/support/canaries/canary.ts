import { randomBytes } from 'node:crypto';
import { signOf, type Canary, type Kind } from './told.js';

/** One place where a canary stands, or what is left of one. */
export interface Sighting {
  readonly canary: Canary | undefined;
  /** Where it begins. */
  readonly at: number;
}

/**
 * A text for a private fact of an organisation: unguessable, of letters, digits and hyphens, which JSON, HTML and addresses leave
 * as they are, at most 60 characters. `other` is the id of the organisation that the fact is between, beside its owner.
 */
export function canary(organisationId: string, kind: Kind, other?: string): string {
  const chance = randomBytes(4).toString('hex');
  const named = other === undefined ? 'x' : signOf(other);
  return `${prefix}${signOf(organisationId)}-${kind}-${named}-${chance}`;
}

/** Every canary in these bytes: as it stands, in capitals, in hexadecimal, or in base64 of any text around it. */
export function sightings(bytes: Buffer): Sighting[] {
  return forms.flatMap(({ start, read, isSure }) => {
    const found: Sighting[] = [];
    for (let at = bytes.indexOf(start); at >= 0; at = bytes.indexOf(start, at + start.length)) {
      const canary = readCanary(read(bytes, at));
      // What is cut short is a leak as well; what only looks like one in base64 is chance.
      if (canary !== undefined || isSure) found.push({ canary, at });
    }
    return found;
  });
}

const prefix = 'cnry-';
const lengthMax = 64;

interface Form {
  readonly start: Buffer;
  readonly isSure: boolean;
  readonly read: (bytes: Buffer, at: number) => string;
}

const plainly = (text: string): Form => ({
  start: Buffer.from(text),
  isSure: true,
  read: (bytes, at) => bytes.toString('latin1', at, at + lengthMax).toLowerCase(),
});

const inHexadecimal: Form = {
  start: Buffer.from(Buffer.from(prefix).toString('hex')),
  isSure: true,
  read: (bytes, at) =>
    Buffer.from(bytes.toString('latin1', at, at + 2 * lengthMax), 'hex').toString('latin1'),
};

/** In base64 after so many bytes of a group of three. Four characters hold a group, and some bits of the bytes beside it. */
function inBase64(before: 0 | 1 | 2): Form {
  const skipped = before === 0 ? 0 : before + 1;
  const text = Buffer.from('-'.repeat(before) + prefix).toString('base64');
  const whole = Math.floor(((before + prefix.length) * 8) / 6);
  return {
    start: Buffer.from(text.slice(skipped, whole)),
    isSure: false,
    read: (bytes, at) => {
      const group = at - skipped;
      const [run = ''] = /^[\w+/-]*/.exec(bytes.toString('latin1', group, group + 96)) ?? [];
      return Buffer.from(run, 'base64').subarray(before).toString('latin1');
    },
  };
}

const forms: readonly Form[] = [
  ...[plainly(prefix), plainly(prefix.toUpperCase()), inHexadecimal],
  ...([0, 1, 2] as const).map(inBase64),
];

function readCanary(text: string): Canary | undefined {
  const [, owner, kind, other] =
    /^cnry-([0-9a-f]{12})-([a-z]+)-([0-9a-f]{12}|x)-[0-9a-f]{8}/.exec(text) ?? [];
  if (owner === undefined || kind === undefined) return undefined;
  return { owner, kind, other: other === 'x' ? undefined : other };
}
