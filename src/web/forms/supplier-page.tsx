import { isAwaited } from '../../suppliers/index.js';
import { speechIn } from '../catalogue/speech.js';
import type { Reading } from '../reading.js';
import type { FormFault } from './form-fault.js';
import { formPage, type SignedIn } from './form-page.js';
import { OwnerField, standing, type ShownSupplier } from './suppliers-page.js';

interface SupplierState {
  readonly reading: Reading;
  readonly signedInAs: SignedIn;
  readonly supplier: ShownSupplier;
  readonly fields: URLSearchParams;
  readonly faults: readonly FormFault[];
}

/** One supplier, and a form for a new code as long as somebody is to join it. */
export function supplierPage(state: SupplierState): string {
  const { reading, signedInAs, supplier, fields, faults } = state;
  const { say } = speechIn(reading.language);
  const { entrance, supplierPartyId } = supplier;
  return formPage({
    title: entrance.name,
    reading,
    signedInAs,
    faults,
    children: (speech) => (
      <>
        <p class="lead">{standing(supplier, speech)}</p>
        {isAwaited(entrance) && (
          <section class="part">
            <h2>{say('suppliers.again')}</h2>
            <p class="soft">{say('suppliers.againText')}</p>
            <form action={`/desk/suppliers/${supplierPartyId}`} method="post" noValidate>
              <OwnerField name={fields.get('ownerName') ?? ''} faults={faults} speech={speech} />
              <button class="button wide">{say('people.inviteButton')}</button>
            </form>
          </section>
        )}
        <p class="group">
          <a href="/desk/suppliers">{say('suppliers.back')}</a>
        </p>
      </>
    ),
  });
}
