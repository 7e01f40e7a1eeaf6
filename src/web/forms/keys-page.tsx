import { scopes, type ApiKey } from '../../access/index.js';
import { speechIn, type Speech } from '../catalogue/speech.js';
import type { Reading } from '../reading.js';
import { InputField } from './field.js';
import type { FormFault } from './form-fault.js';
import { formPage, type SignedIn } from './form-page.js';

export type ShownKey = Pick<ApiKey, 'id' | 'label' | 'scopes' | 'expiresAt' | 'revokedAt'>;

export interface KeysState {
  readonly reading: Reading;
  readonly signedInAs: SignedIn;
  readonly keys: readonly ShownKey[];
  /** The form of a new key as typed so far, and what is wrong with it. */
  readonly fields: URLSearchParams;
  readonly faults: readonly FormFault[];
  readonly now: number;
}

/** The keys that hold, those that have ended, and a form to make one more. */
export function keysPage(state: KeysState): string {
  const { reading, signedInAs, keys, faults, now } = state;
  const { say } = speechIn(reading.language);
  const held = keys.filter((key) => holds(key, now));
  const past = keys.filter((key) => !holds(key, now));
  return formPage({
    title: say('way.keys'),
    reading,
    signedInAs,
    faults,
    children: (speech) => (
      <>
        <p class="lead">{say('keys.lead')}</p>
        {held.length === 0 && <p class="group">{say('keys.none')}</p>}
        <ul class="people">
          {held.map((key) => (
            <HeldKey shown={key} now={now} speech={speech} />
          ))}
        </ul>
        {past.length > 0 && (
          <details>
            <summary>{say('keys.past')}</summary>
            <ul class="people">
              {past.map((key) => (
                <li>
                  <KeyWords shown={key} now={now} speech={speech} />
                </li>
              ))}
            </ul>
          </details>
        )}
        <NewKeyForm state={state} speech={speech} />
      </>
    ),
  });
}

interface KeyProps {
  /** Not named `key`: Preact keeps that name. */
  readonly shown: ShownKey;
  readonly now: number;
  readonly speech: Speech;
}

function HeldKey({ shown, now, speech }: KeyProps) {
  const { say } = speech;
  return (
    <li>
      <KeyWords shown={shown} now={now} speech={speech} />
      <details>
        <summary>{say('keys.end')}</summary>
        <p>{say('keys.endText', { label: shown.label })}</p>
        <form action={`/desk/keys/${shown.id}`} method="post">
          <button class="button quiet">{say('keys.endButton')}</button>
        </form>
      </details>
    </li>
  );
}

function KeyWords({ shown, now, speech }: KeyProps) {
  const { say } = speech;
  const { id, label } = shown;
  return (
    <>
      <span class="name">{label}</span>
      <p class="small soft">
        <span class="code">{id}</span> ·{' '}
        {shown.scopes.map((scope) => say(`scope.${scope}`)).join(' · ')} ·{' '}
        {endOf(shown, now, speech)}
      </p>
    </>
  );
}

function endOf(key: ShownKey, now: number, { say, moments }: Speech): string {
  const { revokedAt, expiresAt } = key;
  if (revokedAt !== null) return say('keys.revoked', { day: moments.day(revokedAt.toISOString()) });
  const day = moments.day(expiresAt.toISOString());
  return holds(key, now) ? say('keys.until', { day }) : say('keys.expired', { day });
}

const holds = ({ revokedAt, expiresAt }: ShownKey, now: number) =>
  revokedAt === null && expiresAt.getTime() > now;

function NewKeyForm({
  state: { fields, faults },
  speech: { say },
}: {
  readonly state: KeysState;
  readonly speech: Speech;
}) {
  const chosen = fields.getAll('scopes');
  const fault = faults.find(({ field }) => field === 'scopes');
  return (
    <section class="part">
      <h2>{say('keys.make')}</h2>
      <form action="/desk/keys" method="post" noValidate>
        <InputField
          name="label"
          label={say('keys.label')}
          hint={say('keys.labelHint')}
          value={fields.get('label') ?? ''}
          maxLength={100}
          faults={faults}
          required
        />
        <fieldset
          class="group"
          id="scopes"
          aria-describedby={fault === undefined ? undefined : 'scopes-fault'}
        >
          <legend>{say('keys.scopes')}</legend>
          {scopes.map((scope) => (
            <label class="radio">
              <input type="checkbox" name="scopes" value={scope} checked={chosen.includes(scope)} />
              {say(`scope.${scope}`)}
            </label>
          ))}
          {fault !== undefined && (
            <p class="fault" id="scopes-fault">
              {fault.text}
            </p>
          )}
        </fieldset>
        <InputField
          name="days"
          type="number"
          label={say('keys.days')}
          value={fields.get('days') ?? '90'}
          faults={faults}
          required
        />
        <button class="button wide">{say('keys.makeButton')}</button>
      </form>
    </section>
  );
}
