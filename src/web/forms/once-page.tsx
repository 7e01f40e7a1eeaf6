import { speechIn } from '../catalogue/speech.js';
import type { Reading } from '../reading.js';
import { formPage, type SignedIn } from './form-page.js';

/** What is told once: a code or a key. It stands in the page alone, in no address. */
interface Once {
  readonly reading: Reading;
  readonly signedInAs: SignedIn;
  readonly text: string;
}

/** Where to go on from here. */
interface Way {
  readonly path: string;
  readonly text: string;
}

/** The code that somebody was just given, and where it is used. */
export function newCodePage(
  once: Once & {
    readonly name: string;
    readonly hours: number;
    readonly joinAddress: string;
    readonly back: Way;
  },
): string {
  const { say } = speechIn(once.reading.language);
  return oncePage(once, {
    title: say('once.code', { name: once.name }),
    how: say('once.codeHow', { hours: once.hours }),
    where: once.joinAddress,
    back: once.back,
  });
}

/** The key that was just made. */
export function newKeyPage(
  once: Once & { readonly label: string; readonly expiresAt: string },
): string {
  const { say, moments } = speechIn(once.reading.language);
  return oncePage(once, {
    title: say('once.key', { label: once.label }),
    how: say('once.keyHow', { day: moments.day(once.expiresAt) }),
    back: { path: '/desk/keys', text: say('keys.back') },
  });
}

function oncePage(
  { reading, signedInAs, text }: Once,
  words: {
    readonly title: string;
    readonly how: string;
    readonly where?: string;
    readonly back: Way;
  },
): string {
  const { say } = speechIn(reading.language);
  return formPage({
    title: words.title,
    reading,
    signedInAs,
    children: () => (
      <>
        <div class="note recorded" role="status">
          <div>
            <strong>{say('once.only')}</strong>
            <p class="once">{text}</p>
          </div>
        </div>
        <p class="group">{words.how}</p>
        {words.where !== undefined && <p class="once">{words.where}</p>}
        <p class="group">
          <a class="button quiet" href={words.back.path}>
            {words.back.text}
          </a>
        </p>
      </>
    ),
  });
}
