import type { ComponentChildren } from 'preact';
import type { Language } from '../../platform/index.js';
import { speechIn, type Speech, type TextKey } from '../catalogue/speech.js';
import { renderPage } from '../design/document.js';
import type { Reading } from '../reading.js';
import type { FormFault } from './form-fault.js';

/** A page that somebody may go to: where it is, and its short and its long name. */
export interface Way {
  readonly path: string;
  readonly short: PlainKey;
  readonly long: PlainKey;
}

/** Texts without parameters. */
type PlainKey = Extract<TextKey, `way.${string}` | 'home.newBatch' | 'home.scan'>;

/** Whose session it is. */
export interface SignedIn {
  /** Name of the organisation. */
  readonly name: string;
  /** Where they may go, and nothing else. */
  readonly ways: readonly Way[];
}

interface FormPage {
  readonly title: string;
  /** Set where the title is not in the language of the page. */
  readonly titleLanguage?: Language;
  readonly reading: Reading;
  /** Absent where nobody is signed in. */
  readonly signedInAs?: SignedIn | undefined;
  readonly faults?: readonly FormFault[];
  readonly children: (speech: Speech) => ComponentChildren;
}

/**
 * A page of a form or an answer to one. Faults come first with a link to each field: whoever reads with
 * a magnifier or by ear must not have to search for them.
 */
export function formPage(page: FormPage): string {
  const { title, titleLanguage, reading, signedInAs, faults = [], children } = page;
  const speech = speechIn(reading.language);
  const content = (
    <main class="column page">
      {signedInAs !== undefined && <Signed by={signedInAs} speech={speech} />}
      <h1 lang={titleLanguage}>{title}</h1>
      {faults.length > 0 && (
        <div class="note stop" role="alert">
          <div>
            <strong>{speech.say('fault.title')}</strong>
            <ul class="reach">
              {faults.map(({ field, text }) => (
                <li>
                  <a href={`#${field}`}>{text}</a>
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
      {children(speech)}
    </main>
  );
  return renderPage({ title, reading, speech, content });
}

function Signed({ by, speech: { say } }: { readonly by: SignedIn; readonly speech: Speech }) {
  return (
    <>
      <div class="signed screen">
        {say('signedIn.as', { name: by.name })}
        <form action="/sign-out" method="post">
          <button class="link">{say('signedIn.out')}</button>
        </form>
      </div>
      <nav class="ways screen" aria-label={say('way.label')}>
        <a href="/desk">{say('way.desk')}</a>
        {by.ways.map(({ path, short }) => (
          <a href={path}>{say(short)}</a>
        ))}
      </nav>
    </>
  );
}
