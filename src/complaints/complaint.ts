/** What is wrong, as a consumer chooses it. `copy`: they think that the pack is not the maker's. */
export const complaintKinds = [
  'spoiled',
  'foreign-body',
  'illness',
  'label',
  'copy',
  'other',
] as const;
export type ComplaintKind = (typeof complaintKinds)[number];

/** What a consumer reports of goods that they have. */
export interface Report {
  readonly kind: ComplaintKind;
  readonly words: string;
  /** Language of the form, BCP 47. */
  readonly language: string;
  /** `YYYY-MM-DD`. */
  readonly boughtOn: string | null;
  readonly shop: string | null;
  readonly place: string | null;
  /** Where the consumer may be asked; told to the owner of the code and to regulators, and to nobody else. */
  readonly contact: string | null;
}

/** How far it has come; each begins when its moment is set. */
export const complaintStates = ['received', 'seen', 'answered', 'closed'] as const;
export type ComplaintState = (typeof complaintStates)[number];

/** What became of a complaint. */
export interface Progress {
  readonly receivedAt: Date;
  readonly seenAt: Date | null;
  readonly answeredAt: Date | null;
  readonly answer: string | null;
  readonly closedAt: Date | null;
  readonly closingWord: string | null;
}

export function stateOf({ seenAt, answeredAt, closedAt }: Progress): ComplaintState {
  if (closedAt !== null) return 'closed';
  if (answeredAt !== null) return 'answered';
  return seenAt === null ? 'received' : 'seen';
}

/** A photo without its bytes. */
export interface PhotoEntry {
  readonly id: string;
  readonly mediaType: string;
  readonly size: number;
  /** In hexadecimal. */
  readonly sha256: string;
}

/** A complaint as its owner and regulators see it: without its number, which is its reporter's alone. */
export interface Complaint extends Report, Progress {
  readonly id: string;
  /** Who issued the code; null: nobody did. */
  readonly organisationId: string | null;
  /** Canonical key of what was reported. */
  readonly code: string;
  readonly batchId: string | null;
  readonly photos: readonly PhotoEntry[];
}

/** What a consumer is told who asks with the number; it holds nothing that they wrote beyond the code. */
export interface Receipt extends Progress {
  /** Whoever has it reads what became of the complaint, and may erase contact and photos. */
  readonly number: string;
  readonly code: string;
  readonly kind: ComplaintKind;
}
