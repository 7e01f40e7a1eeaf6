import { speechIn } from '../catalogue/speech.js';
import type { Reading } from '../reading.js';
import type { FormFault } from './form-fault.js';
import { formPage, type SignedIn } from './form-page.js';
import { RoleField, type ShownPerson } from './people-page.js';

/** What an owner may do about one person. Each button says by its value what it is for. */
export function personPage(state: {
  readonly reading: Reading;
  readonly signedInAs: SignedIn;
  readonly person: ShownPerson;
  readonly faults: readonly FormFault[];
}): string {
  const { reading, signedInAs, person, faults } = state;
  const { id, name, login, issuer, role, isSelf } = person;
  const { say } = speechIn(reading.language);
  const action = `/desk/people/${id}`;
  return formPage({
    title: name,
    reading,
    signedInAs,
    faults,
    children: (speech) => (
      <>
        <p class="lead">{say('person.login', { login: login ?? issuer ?? '' })}</p>
        {isSelf ? (
          <p class="group">{say('person.self')}</p>
        ) : (
          <form action={action} method="post">
            <RoleField role={role} speech={speech} faults={faults} />
            <button class="button wide" name="press" value="role">
              {say('person.change')}
            </button>
          </form>
        )}
        <section class="part">
          <h2>{say('person.password')}</h2>
          <p>{say('person.passwordText')}</p>
          <form action={action} method="post">
            <button class="button quiet" name="press" value="code">
              {say('person.passwordButton')}
            </button>
          </form>
        </section>
        {!isSelf && (
          <details>
            <summary>{say('person.end')}</summary>
            <p>{say('person.endText', { name })}</p>
            <form action={action} method="post">
              <button class="button quiet" name="press" value="end">
                {say('person.endButton')}
              </button>
            </form>
          </details>
        )}
        <p class="group">
          <a href="/desk/people">{say('people.back')}</a>
        </p>
      </>
    ),
  });
}
