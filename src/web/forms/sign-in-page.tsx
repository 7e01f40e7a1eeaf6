import { speechIn } from '../catalogue/speech.js';
import type { Reading } from '../reading.js';
import { InputField } from './field.js';
import { typed } from './form-fault.js';
import { formPage } from './form-page.js';

/**
 * Signing in by pasting a key, kept in a session cookie that scripts cannot read and other sites cannot
 * send. A password field, so that a password manager may keep the key and nobody reads it over a shoulder.
 */
export function signInPage(state: {
  readonly reading: Reading;
  /** Path to go on to. */
  readonly next: string;
  readonly refused: boolean;
}): string {
  const { say } = speechIn(state.reading.language);
  const faults = state.refused ? [{ field: 'key', text: say('signIn.refused') }] : [];
  return formPage({
    title: say('signIn.title'),
    reading: state.reading,
    faults,
    children: () => (
      <form action="/sign-in" method="post">
        <input type="hidden" name="next" value={state.next} />
        {/* Password managers file a key under a name; there is only one here. */}
        <input type="text" autocomplete="username" value="Furrow" hidden readOnly />
        <InputField
          name="key"
          type="password"
          label={say('signIn.key')}
          hint={say('signIn.lead')}
          value=""
          maxLength={200}
          autocomplete="current-password"
          faults={faults}
          required
        />
        <p class="hint">{say('signIn.kept')}</p>
        <button class="button wide">{say('signIn.button')}</button>
      </form>
    ),
  });
}

export function readSignIn(fields: URLSearchParams): {
  readonly key: string;
  readonly next: string;
} {
  return { key: typed(fields, 'key'), next: ownPath(fields.get('next')) };
}

/** The path if it is one of this host, else the start page: a sign-in form must not send people elsewhere. */
export function ownPath(path: string | null): string {
  return path !== null && /^\/(?![/\\])[\w\-./?=&%]*$/.test(path) ? path : '/';
}
