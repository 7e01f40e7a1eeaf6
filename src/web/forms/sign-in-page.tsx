import type { OidcFault } from '../../people/index.js';
import { speechIn } from '../catalogue/speech.js';
import type { Reading } from '../reading.js';
import { accountFaults } from './account-fault.js';
import { InputField } from './field.js';
import { typed } from './form-fault.js';
import { formPage } from './form-page.js';

/** Why nobody is signed in: no such key; no such login with this password; too many tries under this login. */
export type SignInFault = 'key' | 'refused' | 'wait';

const faultTexts = {
  key: { field: 'key', text: 'signIn.refused' },
  refused: { field: 'login', text: 'signIn.wrong' },
  wait: { field: 'login', text: 'signIn.wait' },
} as const;

function wordsOf(fault: SignInFault | OidcFault) {
  if (fault === 'key' || fault === 'refused' || fault === 'wait') return faultTexts[fault];
  return { field: 'account', text: accountFaults[fault].text };
}

interface SignInState {
  readonly reading: Reading;
  /** Path to go on to. */
  readonly next: string;
  /** As it was typed before. */
  readonly login?: string;
  /** Whether there is an issuer whose accounts are good here. */
  readonly hasAccounts: boolean;
  readonly fault?: SignInFault | OidcFault | undefined;
}

/**
 * Signing in, as a person or by pasting a key. What is kept is a session cookie that scripts cannot read and other sites
 * cannot send. Password fields, so that a password manager may keep them and nobody reads them over a shoulder.
 */
export function signInPage(state: SignInState): string {
  const { reading, next, login = '', hasAccounts, fault } = state;
  const { say } = speechIn(reading.language);
  const { field, text } = fault ? wordsOf(fault) : { field: '', text: undefined };
  const faults = text === undefined ? [] : [{ field, text: say(text) }];
  return formPage({
    title: say('signIn.title'),
    reading,
    faults,
    children: () => (
      <>
        {hasAccounts && (
          <p class="group">
            <a
              id="account"
              class="button wide"
              href={`/sign-in/oidc?next=${encodeURIComponent(next)}`}
            >
              {say('account.signIn')}
            </a>
          </p>
        )}
        <form action="/sign-in" method="post">
          <input type="hidden" name="next" value={next} />
          <InputField
            name="login"
            label={say('signIn.login')}
            value={login}
            maxLength={200}
            autocomplete="username"
            faults={faults}
            required
          />
          <InputField
            name="password"
            type="password"
            label={say('signIn.password')}
            value=""
            maxLength={400}
            autocomplete="current-password"
            faults={[]}
            required
          />
          <button class="button wide">{say('signIn.button')}</button>
          <p class="hint">
            <a href="/join">{say('signIn.join')}</a>
          </p>
        </form>
        <details class="card" open={fault === 'key'}>
          <summary>{say('signIn.withKey')}</summary>
          <form action="/sign-in" method="post">
            <input type="hidden" name="next" value={next} />
            <InputField
              name="key"
              type="password"
              label={say('signIn.key')}
              hint={say('signIn.lead')}
              value=""
              maxLength={200}
              autocomplete="off"
              faults={faults}
              required
            />
            <button class="button wide">{say('signIn.withKeyButton')}</button>
          </form>
        </details>
        <p class="hint">{say('signIn.kept')}</p>
      </>
    ),
  });
}

/** What was sent: a key, or a login and a password, to the last space of it. */
export interface SignIn {
  readonly key: string | undefined;
  readonly login: string;
  readonly password: string;
}

export function readSignIn(fields: URLSearchParams): SignIn & { readonly next: string } {
  return {
    key: fields.has('key') ? typed(fields, 'key') : undefined,
    login: fields.get('login') ?? '',
    password: fields.get('password') ?? '',
    next: ownPath(fields.get('next')),
  };
}

/** The path if it is one of this host, else the start page: a sign-in form must not send people elsewhere. */
export function ownPath(path: string | null): string {
  return path !== null && /^\/(?![/\\])[\w\-./?=&%]*$/.test(path) ? path : '/';
}
