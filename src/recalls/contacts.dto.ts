import { IsIn, IsUUID } from 'class-validator';
import { csvRow, formatAmount } from '../kernel/index.js';
import { IfGiven, IsMoment, IsText } from '../platform/index.js';
import type { NoticeState } from './notice-state.js';
import { tellingMeans, type NamedContact, type Telling, type TellingMeans } from './contacts.js';
import type { ScopeHolding } from './recall.js';
import { RecallHoldingView, toHoldingView } from './recalls.dto.js';

export const contactFormats = ['json', 'csv'] as const;

/** How the contact list is written. */
export class ContactsQuery {
  /** `csv`: a row for each line of goods, for a spreadsheet. Left out: `json`. */
  @IfGiven()
  @IsIn(contactFormats)
  format: (typeof contactFormats)[number] = 'json';
}

/** Says how you told a holder of your recall by other means than a notice. */
export class TellRequest {
  /** Our id of the party, one of the contact list. */
  @IsUUID()
  partyId!: string;

  /** By which means. */
  @IsIn(tellingMeans)
  means!: TellingMeans;

  /** What was said, and by whom it was heard. Regulators read it. */
  @IfGiven()
  @IsText(2000)
  words?: string;

  /**
   * When, RFC 3339 with offset: since the recall was opened. Left out: now.
   * @example "2026-12-01T10:00:00+08:00"
   */
  @IfGiven()
  @IsMoment()
  at?: string;
}

/** How a holder was told by other means than a notice. */
export class TellingView {
  /** By which means. */
  means!: TellingMeans;
  /** What was said, and by whom it was heard. */
  words!: string | null;
  /** When, RFC 3339 in UTC. */
  at!: string;
}

/** Somebody who has to know of a recall. */
export class RecallContactView {
  /** Our id of the party. Null: goods are where no party is known. */
  partyId!: string | null;
  /** What it is called. */
  name!: string | null;
  /** Unified social credit code (GB 32100). */
  uscc!: string | null;
  /** Global Location Number of the legal entity. */
  gln!: string | null;
  /** Its own account. Null: it has none, and has to be told by other means. */
  organisationId!: string | null;
  /** Where it has none: the account that sent it its goods, or that registered it. */
  spokenForBy!: string | null;
  /** `certain`: it holds goods in scope, or some are on the way to it. `possible`: goods that may be. Null: none now. */
  certainty!: 'certain' | 'possible' | null;
  /** Of one with an account, as of its notice. Of another: `untold`, or `told` by other means. */
  state!: NoticeState | 'untold' | 'told';
  /** How it was told by other means, the earliest first. */
  tellings!: TellingView[];
  /** Whom to ask for, if you wrote it down yourself. */
  contactName!: string | null;
  /** Telephone number, if you wrote it down yourself. */
  phone!: string | null;
  /** E-mail address, if you wrote it down yourself. */
  email!: string | null;
  /** Postal address, if you wrote it down yourself. */
  address!: string | null;
  /** Its goods in scope, and those on the way to it. */
  goods!: RecallHoldingView[];
}

/** Everybody who has to know of a recall, certain holders first. */
export class RecallContactsView {
  /** Who has to know. */
  items!: RecallContactView[];
}

export function toContactView(contact: NamedContact): RecallContactView {
  const { partyId, organisationId, spokenForBy, certainty, state, named, reached } = contact;
  return {
    partyId,
    name: named?.name ?? null,
    uscc: named?.uscc ?? null,
    gln: named?.gln ?? null,
    ...{ organisationId, spokenForBy, certainty, state },
    tellings: contact.tellings.map(toTellingView),
    contactName: reached?.contactName ?? null,
    phone: reached?.phone ?? null,
    email: reached?.email ?? null,
    address: reached?.address ?? null,
    goods: contact.goods.map(toHoldingView),
  };
}

export function toTellingView({ means, words, toldAt }: Telling): TellingView {
  return { means, words, at: toldAt.toISOString() };
}

const columns = [
  ...['party', 'name', 'uscc', 'gln', 'account', 'certainty', 'state', 'contact', 'phone', 'email'],
  ...['address', 'batch', 'product', 'place', 'unit_load', 'goods', 'least', 'most', 'unit'],
] as const;

/** A row for each line of goods; one without goods for who holds none now. */
export function contactsCsv(contacts: readonly NamedContact[]): string {
  const rows = contacts.flatMap((contact) => {
    const lines = contact.goods.length > 0 ? contact.goods : [undefined];
    return lines.map((line) => csvRow([...whoOf(contact), ...lineOf(line)]));
  });
  return [csvRow(columns), ...rows].join('');
}

function whoOf({ partyId, organisationId, certainty, state, named, reached }: NamedContact) {
  return [
    ...[partyId, named?.name ?? null, named?.uscc ?? null, named?.gln ?? null, organisationId],
    ...[certainty, state, reached?.contactName ?? null, reached?.phone ?? null],
    ...[reached?.email ?? null, reached?.address ?? null],
  ];
}

function lineOf(line: ScopeHolding | undefined) {
  if (line === undefined) return [null, null, null, null, null, null, null, null];
  const { batchId, productId, placeId, unit, certainty, least, most, uom } = line;
  const amounts = [formatAmount(least), formatAmount(most), uom];
  return [batchId, productId, placeId, unit, certainty, ...amounts];
}
