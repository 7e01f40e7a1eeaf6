import type { Passport, StatedPassport, StatedThing } from '../../lookup/index.js';
import type { Speech } from '../catalogue/speech.js';
import type { IconName } from '../design/icon.js';

/** What a verdict looks like: word, icon and colour always together. */
export interface Verdict {
  readonly tone: 'recorded' | 'caution' | 'stop' | 'unknown';
  readonly icon: IconName;
  readonly heading: string;
}

/** The first words of the page, and of its title in link previews. */
export function verdictOf(passport: Passport, { say }: Speech): Verdict {
  switch (passport.verdict) {
    case 'recorded':
      return { tone: 'recorded', icon: 'recorded', heading: say('verdict.recorded') };
    case 'recorded-no-hop':
      return { tone: 'recorded', icon: 'clock', heading: say('verdict.recordedNoHop') };
    case 'recalled':
      return { tone: 'stop', icon: 'stop', heading: say('verdict.recalled') };
    case 'expired': {
      const kind = passport.batch?.date?.kind ?? 'none';
      return { tone: 'caution', icon: 'clock', heading: say(`verdict.expired.${kind}`) };
    }
    case 'withdrawn':
      return { tone: 'caution', icon: 'caution', heading: say('verdict.withdrawn') };
    case 'product':
      return passport.someRecalled === true
        ? { tone: 'caution', icon: 'caution', heading: say('verdict.productRecalled') }
        : { tone: 'unknown', icon: 'unknown', heading: say('verdict.product') };
    case 'stated': {
      if (isOnlyOne(passport) && passport.things[0]?.recalled === true) {
        return { tone: 'stop', icon: 'stop', heading: say('verdict.recalled') };
      }
      if (passport.things.some(isWarned)) {
        return { tone: 'caution', icon: 'caution', heading: say('verdict.productRecalled') };
      }
      return passport.othersMayBeRecalled === true
        ? { tone: 'caution', icon: 'caution', heading: say('verdict.statedUnread') }
        : { tone: 'unknown', icon: 'unknown', heading: say('verdict.stated') };
    }
    case 'unregistered':
      return { tone: 'caution', icon: 'caution', heading: say('verdict.unregistered') };
    case 'used-up':
      return { tone: 'caution', icon: 'caution', heading: say('verdict.usedUp') };
    case 'suspected-copy':
      return { tone: 'caution', icon: 'caution', heading: say('verdict.suspectedCopy') };
    case 'unknown':
      return { tone: 'unknown', icon: 'unknown', heading: say('verdict.unknown') };
    case 'malformed':
      return { tone: 'unknown', icon: 'caution', heading: say('verdict.malformed') };
    case 'unavailable':
      return { tone: 'unknown', icon: 'clock', heading: say('verdict.unavailable') };
  }
}

/** The name of the goods: of the product, or that it is a load of several. */
export function goodsName(
  goods: Extract<Passport, { readonly code: object }>,
  speech: Speech,
): string {
  return goods.product === undefined ? speech.say('facts.unit') : speech.name(goods.product.name);
}

/** Whether the answer can only be about this thing. */
export function isOnlyOne({ things, more }: StatedPassport): boolean {
  return things.length === 1 && more !== true;
}

/** Whether goods of it are recalled. */
export function isWarned({ recalled, someRecalled }: StatedThing): boolean {
  return recalled === true || someRecalled === true;
}
