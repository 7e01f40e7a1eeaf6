import { speechIn } from '../catalogue/speech.js';
import type { Reading } from '../reading.js';
import { InputField } from './field.js';
import type { FormFault } from './form-fault.js';
import { formPage } from './form-page.js';

interface JoinState {
  readonly reading: Reading;
  readonly code?: string;
  readonly login?: string;
  /** Whether there is an issuer whose accounts are good here. */
  readonly hasAccounts: boolean;
  readonly faults?: readonly FormFault[];
}

/** Joining an organisation with the code of an invitation, or setting a new password with one. */
export function joinPage(state: JoinState): string {
  const { reading, code = '', login = '', hasAccounts, faults = [] } = state;
  const { say } = speechIn(reading.language);
  return formPage({
    title: say('join.title'),
    reading,
    faults,
    children: () => (
      <form action="/join" method="post">
        <p class="lead">{say('join.lead')}</p>
        <InputField
          name="code"
          label={say('join.code')}
          value={code}
          maxLength={100}
          faults={faults}
          required
        />
        <InputField
          name="login"
          label={say('signIn.login')}
          hint={say('join.loginHint')}
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
          hint={say('join.passwordHint')}
          value=""
          maxLength={400}
          autocomplete="new-password"
          faults={faults}
          required
        />
        <button class="button wide">{say('join.button')}</button>
        {hasAccounts && (
          <>
            <p class="hint">{say('account.joinHint')}</p>
            <button id="account" class="button wide" formaction="/join/oidc" formnovalidate>
              {say('account.join')}
            </button>
          </>
        )}
      </form>
    ),
  });
}
