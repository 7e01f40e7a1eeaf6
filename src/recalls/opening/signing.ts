/** What an organisation asks of the opening of its recalls. */
export interface RecallSettings {
  /** People who sign it; null: two where two or more people are owners of the organisation, else one. */
  readonly signatures: 1 | 2 | null;
  /** Hours after an emergency opening within which the second one signs. */
  readonly secondWithinHours: number;
}

export const usualSettings: RecallSettings = { signatures: null, secondWithinHours: 4 };

/** Somebody's word for the opening of a recall. */
export interface Signed {
  readonly at: Date;
  /** The credential that it was given with. */
  readonly by: string;
  /** The person behind that, or a key that nobody is known to have made. */
  readonly signer: string;
}

/** A signature of an open recall: given, or due. */
export interface Signature {
  readonly place: 1 | 2;
  /** Until when it is to be given where the recall was opened without it. */
  readonly dueAt: Date | null;
  readonly signed: Signed | null;
}

/** A household recalls alone; where a second person may open recalls, one does not do so behind their back. */
export function signaturesAsked({ signatures }: RecallSettings, owners: number): 1 | 2 {
  return signatures ?? (owners >= 2 ? 2 : 1);
}

interface Signing {
  readonly asked: 1 | 2;
  /** Who signed the draft before. */
  readonly first: Signed | null;
  readonly signed: Signed;
  /** Opened at once by one, whoever signs second. */
  readonly isEmergency: boolean;
  readonly secondWithinHours: number;
}

/**
 * What one more signature comes to: the signatures under which the recall opens, or that it waits for another person. One
 * person signs once, with however many keys; in an emergency that is enough to open it, and the second is due.
 */
export function openingBy(signing: Signing): readonly Signature[] | 'waits' | 'same signer' {
  const { asked, first, signed, isEmergency, secondWithinHours } = signing;
  const isSame = first?.signer === signed.signer;
  if (first !== null && !isSame) return [given(1, first), given(2, signed)];
  if (asked === 1) return [given(1, signed)];
  if (isEmergency) {
    const dueAt = new Date(signed.at.getTime() + secondWithinHours * 3_600_000);
    return [given(1, signed), { place: 2, dueAt, signed: null }];
  }
  return isSame ? 'same signer' : 'waits';
}

function given(place: 1 | 2, signed: Signed): Signature {
  return { place, dueAt: null, signed };
}
