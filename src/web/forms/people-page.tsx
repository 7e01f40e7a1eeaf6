import { userRoles } from '../../access/index.js';
import type { Invitation, Person } from '../../people/index.js';
import { speechIn, type Speech } from '../catalogue/speech.js';
import type { Reading } from '../reading.js';
import { InputField, SelectField } from './field.js';
import type { FormFault } from './form-fault.js';
import { formPage, type SignedIn } from './form-page.js';

export interface PeopleState {
  readonly reading: Reading;
  readonly signedInAs: SignedIn;
  readonly people: readonly ShownPerson[];
  /** Path of the page with those who came before; absent on the last one. */
  readonly older?: string | undefined;
  readonly invitations: readonly Pick<
    Invitation,
    'id' | 'name' | 'role' | 'personId' | 'expiresAt'
  >[];
  /** The form to invite as typed so far, and what is wrong with it. */
  readonly fields: URLSearchParams;
  readonly faults: readonly FormFault[];
}

export type ShownPerson = Pick<
  Person,
  'id' | 'login' | 'issuer' | 'name' | 'role' | 'createdAt' | 'endedAt'
> & {
  /** Whether it is who reads the page. */
  readonly isSelf: boolean;
};

/** The people of an organisation, the codes that hold, and a form to invite one more. */
export function peoplePage(state: PeopleState): string {
  const { reading, signedInAs, people, older, invitations, faults } = state;
  const { say } = speechIn(reading.language);
  return formPage({
    title: say('way.people'),
    reading,
    signedInAs,
    faults,
    children: (speech) => (
      <>
        <p class="lead">{say('people.lead')}</p>
        {people.length === 0 && <p class="group">{say('people.none')}</p>}
        <ul class="people">
          {people.map((person) => (
            <PersonLine person={person} speech={speech} />
          ))}
        </ul>
        {older !== undefined && (
          <p class="group">
            <a href={older}>{say('people.older')}</a>
          </p>
        )}
        {invitations.length > 0 && (
          <section class="part">
            <h2>{say('people.codes')}</h2>
            <ul class="scans">
              {invitations.map((invitation) => (
                <CodeLine invitation={invitation} speech={speech} />
              ))}
            </ul>
          </section>
        )}
        <InviteForm state={state} speech={speech} />
      </>
    ),
  });
}

interface Spoken {
  readonly speech: Speech;
}

function PersonLine({ person, speech }: Spoken & { readonly person: ShownPerson }) {
  const { say, moments } = speech;
  const { id, login, issuer, role, createdAt, endedAt, isSelf } = person;
  const name = isSelf ? say('people.you', { name: person.name }) : person.name;
  return (
    <li>
      <a class="name" href={`/desk/people/${id}`}>
        {name}
      </a>
      <p class="small soft">
        {login ?? issuer} · {say(`role.${role}`)} ·{' '}
        {endedAt === null
          ? say('people.since', { day: moments.day(createdAt.toISOString()) })
          : say('people.left', { day: moments.day(endedAt.toISOString()) })}
      </p>
    </li>
  );
}

function CodeLine({
  invitation,
  speech,
}: Spoken & { readonly invitation: PeopleState['invitations'][number] }) {
  const { say, moments } = speech;
  const { id, name, personId, expiresAt } = invitation;
  return (
    <li>
      <span>
        {name}{' '}
        <span class="small soft">
          {say(personId === null ? 'people.toJoin' : 'people.forPassword')} ·{' '}
          {say('people.until', { day: moments.day(expiresAt.toISOString()) })}
        </span>
      </span>
      <form action={`/desk/people/invitations/${id}`} method="post">
        <button class="link" aria-label={say('people.withdrawName', { name })}>
          {say('people.withdraw')}
        </button>
      </form>
    </li>
  );
}

function InviteForm({
  state: { fields, faults },
  speech,
}: Spoken & { readonly state: PeopleState }) {
  const { say } = speech;
  return (
    <section class="part">
      <h2>{say('people.invite')}</h2>
      <form action="/desk/people" method="post" noValidate>
        <InputField
          name="name"
          label={say('people.name')}
          hint={say('people.nameHint')}
          value={fields.get('name') ?? ''}
          maxLength={100}
          faults={faults}
          required
        />
        <RoleField role={fields.get('role') ?? 'viewer'} speech={speech} faults={faults} />
        <button class="button wide">{say('people.inviteButton')}</button>
      </form>
    </section>
  );
}

export function RoleField({
  role,
  speech: { say },
  faults,
}: Spoken & { readonly role: string; readonly faults: readonly FormFault[] }) {
  return (
    <SelectField
      name="role"
      label={say('people.role')}
      value={role}
      options={userRoles.map((value) => ({ value, text: say(`role.${value}`) }))}
      faults={faults}
    />
  );
}
