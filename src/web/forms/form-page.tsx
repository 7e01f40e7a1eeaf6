import type { ComponentChildren } from 'preact';
import type { Language } from '../../platform/index.js';
import { speechIn, type Speech } from '../catalogue/speech.js';
import { renderPage } from '../design/document.js';
import type { Reading } from '../reading.js';
import type { FormFault } from './form-fault.js';

interface FormPage {
  readonly title: string;
  /** Set where the title is not in the language of the page. */
  readonly titleLanguage?: Language;
  readonly reading: Reading;
  /** Name of the organisation whose key is in the session; absent where nobody is signed in. */
  readonly signedInAs?: string | undefined;
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
      {signedInAs !== undefined && <SignedIn name={signedInAs} speech={speech} />}
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

function SignedIn({ name, speech }: { readonly name: string; readonly speech: Speech }) {
  return (
    <div class="signed screen">
      {speech.say('signedIn.as', { name })}
      <form action="/sign-out" method="post">
        <button class="link">{speech.say('signedIn.out')}</button>
      </form>
    </div>
  );
}
