import { present } from '../../kernel/index.js';
import { introducedRoles, isAwaited, statusOf, type Supplier } from '../../suppliers/index.js';
import { speechIn, type Speech } from '../catalogue/speech.js';
import type { Reading } from '../reading.js';
import { InputField, SelectField } from './field.js';
import type { FormFault } from './form-fault.js';
import { formPage, type SignedIn } from './form-page.js';

export type ShownSupplier = Pick<Supplier, 'supplierPartyId' | 'introducedAt' | 'entrance'>;

export interface SuppliersState {
  readonly reading: Reading;
  readonly signedInAs: SignedIn;
  readonly suppliers: readonly ShownSupplier[];
  /** Path of the page with those who came before; absent on the last one. */
  readonly older?: string | undefined;
  /** The form as typed so far, and what is wrong with it. */
  readonly fields: URLSearchParams;
  readonly faults: readonly FormFault[];
}

/** Whom an organisation brought in, how far they have come, and a form to bring in one more. */
export function suppliersPage(state: SuppliersState): string {
  const { reading, signedInAs, suppliers, older, faults } = state;
  const { say } = speechIn(reading.language);
  return formPage({
    title: say('way.suppliers'),
    reading,
    signedInAs,
    faults,
    children: (speech) => (
      <>
        <p class="lead">{say('suppliers.lead')}</p>
        {suppliers.length === 0 && <p class="group">{say('suppliers.none')}</p>}
        <ul class="people">
          {suppliers.map((supplier) => (
            <SupplierLine supplier={supplier} speech={speech} />
          ))}
        </ul>
        {older !== undefined && (
          <p class="group">
            <a href={older}>{say('people.older')}</a>
          </p>
        )}
        <IntroduceForm state={state} speech={speech} />
      </>
    ),
  });
}

interface Spoken {
  readonly speech: Speech;
}

function SupplierLine({ supplier, speech }: Spoken & { readonly supplier: ShownSupplier }) {
  const { name } = supplier.entrance;
  return (
    <li>
      {isAwaited(supplier.entrance) ? (
        <a class="name" href={`/desk/suppliers/${supplier.supplierPartyId}`}>
          {name}
        </a>
      ) : (
        <span class="name">{name}</span>
      )}
      <p class="small soft">{standing(supplier, speech)}</p>
    </li>
  );
}

/** Since when it is here, and how far it has come. */
export function standing(
  { introducedAt, entrance }: ShownSupplier,
  { say, moments }: Speech,
): string {
  const day = (moment: Date) => moments.day(moment.toISOString());
  const status = statusOf(entrance);
  const come =
    status === 'invited'
      ? say('suppliers.invited', { day: day(present(entrance.codeExpiresAt, 'its end')) })
      : say(`suppliers.${status}`);
  return `${say('suppliers.since', { day: day(introducedAt) })} · ${come}`;
}

function IntroduceForm({
  state: { fields, faults },
  speech,
}: Spoken & { readonly state: SuppliersState }) {
  const { say } = speech;
  const value = (name: string) => fields.get(name) ?? '';
  return (
    <section class="part">
      <h2>{say('suppliers.introduce')}</h2>
      <form action="/desk/suppliers" method="post" noValidate>
        <InputField
          name="name"
          label={say('suppliers.name')}
          value={value('name')}
          maxLength={200}
          faults={faults}
          required
        />
        <SelectField
          name="role"
          label={say('suppliers.role')}
          value={value('role') || 'producer'}
          options={introducedRoles.map((role) => ({ value: role, text: say(`trade.${role}`) }))}
          faults={faults}
        />
        <InputField
          name="uscc"
          label={say('suppliers.uscc')}
          hint={say('suppliers.usccHint')}
          value={value('uscc')}
          maxLength={18}
          faults={faults}
        />
        <InputField
          name="division"
          label={say('suppliers.division')}
          hint={say('suppliers.divisionHint')}
          value={value('division')}
          maxLength={6}
          faults={faults}
        />
        <OwnerField name={value('ownerName')} faults={faults} speech={speech} />
        <button class="button wide">{say('suppliers.button')}</button>
      </form>
    </section>
  );
}

/** Who joins first; also on the page of one supplier. */
export function OwnerField({
  name,
  faults,
  speech: { say },
}: Spoken & { readonly name: string; readonly faults: readonly FormFault[] }) {
  return (
    <InputField
      name="ownerName"
      label={say('suppliers.owner')}
      hint={say('suppliers.ownerHint')}
      value={name}
      maxLength={100}
      faults={faults}
      required
    />
  );
}
