import { speechIn } from '../catalogue/speech.js';
import type { Reading } from '../reading.js';
import type { FormFault } from './form-fault.js';
import { formPage, type SignedIn } from './form-page.js';

/** What somebody who is signed in may do about what is kept about them. */
export function selfPage(state: {
  readonly reading: Reading;
  readonly signedInAs: SignedIn;
  readonly faults: readonly FormFault[];
}): string {
  const { reading, signedInAs, faults } = state;
  const { say } = speechIn(reading.language);
  return formPage({
    title: say('way.self'),
    reading,
    signedInAs,
    faults,
    children: () => (
      <>
        <p class="lead">{say('self.lead')}</p>
        <p class="group">
          <a class="button quiet" href="/desk/me/data">
            {say('self.download')}
          </a>
        </p>
        <details id="erase">
          <summary>{say('self.erase')}</summary>
          <p>{say('self.eraseText')}</p>
          <form action="/desk/me" method="post">
            <button class="button quiet" name="press" value="erase">
              {say('self.eraseButton')}
            </button>
          </form>
        </details>
      </>
    ),
  });
}
