import { Injectable } from '@nestjs/common';
import { selectBehind, type Actor } from '../../access/index.js';
import { Problem } from '../../kernel/index.js';
import { Clock, type Tx } from '../../platform/index.js';
import { nothingToSign, sameSigner, secondSignature, signatureDue } from '../recalls.problems.js';
import { RecallSettingsService } from './recall-settings.service.js';
import { selectFirstSigner, updateSecond } from './signatures.store.js';
import { openingBy, type Signature, type Signed } from './signing.js';

/** Who answers for the opening of a recall, by what its organisation asks. */
@Injectable()
export class SigningService {
  constructor(
    private readonly settings: RecallSettingsService,
    private readonly clock: Clock,
  ) {}

  /** The signatures of a recall that the actor opens alone; refused where its organisation asks for two. */
  async alone(tx: Tx, actor: Actor, isEmergency: boolean): Promise<readonly Signature[]> {
    const { signatures } = await this.sign(tx, actor, { first: null, isEmergency });
    if (signatures !== undefined) return signatures;
    throw new Problem(
      secondSignature,
      'Two people of your organisation open a recall. Draft it by /api/v1/recall-drafts and sign it, and let another ' +
        'person sign; or, if it cannot wait, send it with "emergency": true and let them sign afterwards.',
    );
  }

  /** The actor's signature under a draft, and those under which the recall opens by it; undefined: another has to follow. */
  async sign(
    tx: Tx,
    actor: Actor,
    draft: { readonly first: Signed | null; readonly isEmergency: boolean },
  ): Promise<{ readonly signed: Signed; readonly signatures: readonly Signature[] | undefined }> {
    const { asked, secondWithinHours } = await this.settings.read(tx, actor.organisationId);
    const signed = await this.signedBy(tx, actor);
    const opening = openingBy({ ...draft, asked, signed, secondWithinHours });
    if (opening === 'same signer') throw signedBefore();
    return { signed, signatures: opening === 'waits' ? undefined : opening };
  }

  /** The signature that was due after an emergency opening, of a recall that is locked. */
  async signSecond(tx: Tx, actor: Actor, recallId: string): Promise<void> {
    const first = await selectFirstSigner(tx, recallId);
    if (first === undefined) {
      throw new Problem(nothingToSign, 'All signatures that were asked for are given.');
    }
    const signed = await this.signedBy(tx, actor);
    if (signed.signer === first) throw signedBefore();
    await updateSecond(tx, recallId, signed);
  }

  /** One person must not end, nor let go of any of, what one person opened: the second signature is due as long as it is not given. */
  async refuseUnsigned(tx: Tx, recallId: string): Promise<void> {
    if ((await selectFirstSigner(tx, recallId)) === undefined) return;
    throw new Problem(
      signatureDue,
      'It was opened by one person in an emergency. Let another one sign the opening first.',
    );
  }

  private async signedBy(tx: Tx, { credential }: Actor): Promise<Signed> {
    const signer = await selectBehind(tx, credential);
    return { at: new Date(this.clock.now()), by: credential, signer };
  }
}

function signedBefore(): Problem {
  return new Problem(
    sameSigner,
    'You signed it first, or whoever made the key that did. Let another person sign, with a key of their own making.',
  );
}
