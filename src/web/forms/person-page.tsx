import { speechIn, type Speech } from '../catalogue/speech.js';
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
  const isHere = person.endedAt === null;
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
        {isSelf && <p class="group">{say('person.self')}</p>}
        {!isSelf && isHere && (
          <form action={action} method="post">
            <RoleField role={role} speech={speech} faults={faults} />
            <button class="button wide" name="press" value="role">
              {say('person.change')}
            </button>
          </form>
        )}
        {isHere && (
          <section class="part">
            <h2>{say('person.password')}</h2>
            <p>{say('person.passwordText')}</p>
            <form action={action} method="post">
              <button class="button quiet" name="press" value="code">
                {say('person.passwordButton')}
              </button>
            </form>
          </section>
        )}
        <section class="part">
          <h2>{say('person.data', { name })}</h2>
          <a class="button quiet" href={`${action}/data`}>
            {say('person.dataButton')}
          </a>
        </section>
        {!isSelf && isHere && <Step of="end" person={person} speech={speech} />}
        {!isSelf && <Step of="erase" person={person} speech={speech} />}
        <p class="group">
          <a href="/desk/people">{say('people.back')}</a>
        </p>
      </>
    ),
  });
}

/** What cannot be taken back stands folded, behind what it does. */
function Step({
  of,
  person: { id, name },
  speech: { say },
}: {
  readonly of: 'end' | 'erase';
  readonly person: ShownPerson;
  readonly speech: Speech;
}) {
  return (
    <details>
      <summary>{say(`person.${of}`)}</summary>
      <p>{say(`person.${of}Text`, { name })}</p>
      <form action={`/desk/people/${id}`} method="post">
        <button class="button quiet" name="press" value={of}>
          {say(`person.${of}Button`)}
        </button>
      </form>
    </details>
  );
}
