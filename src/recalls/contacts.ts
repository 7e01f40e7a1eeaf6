import { grouped } from '../kernel/index.js';
import { certaintyOf, stateOf, type NoticeState } from './notice-state.js';
import type { RecallScope, ScopeHolding } from './recall.js';

export const tellingMeans = ['telephone', 'message', 'letter', 'visit', 'other'] as const;
export type TellingMeans = (typeof tellingMeans)[number];

/** How the owner of a recall told a holder by other means than a notice. */
export interface Telling {
  readonly partyId: string;
  readonly means: TellingMeans;
  readonly words: string | null;
  readonly toldAt: Date;
}

/** Which party is which organisation. */
export interface Account {
  readonly organisationId: string;
  readonly partyId: string;
}

/** Who has to know of a recall: whoever holds goods in scope or is being sent some, and whoever was told. */
export interface Contact {
  /** Null: goods are where no party is known. */
  readonly partyId: string | null;
  /** Its own account; null: it has none, and is told by other means. */
  readonly organisationId: string | null;
  /** Where it has none: the account that sent it its goods, or that registered it. */
  readonly spokenForBy: string | null;
  /** Null: it holds none now. */
  readonly certainty: ScopeHolding['certainty'] | null;
  readonly state: NoticeState | 'untold' | 'told';
  readonly tellings: readonly Telling[];
  readonly goods: readonly ScopeHolding[];
}

/** What a party is called and how it is identified, as everyone may know it. */
export interface Named {
  readonly id: string;
  readonly name: string;
  readonly uscc: string | null;
  readonly gln: string | null;
}

/** How a party is reached, for whoever wrote that down. */
export interface Reached {
  readonly id: string;
  readonly contactName: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly address: string | null;
}

/** A contact by its names, and by what the asker itself wrote down of how it is reached. */
export interface NamedContact extends Contact {
  readonly named: Named | undefined;
  readonly reached: Reached | undefined;
}

/**
 * Everybody who has to know, the certain holders first. Goods on the way are whose they were sent to: nobody without an account
 * ever records that they came. A party without an account has no notice: it is told once the owner
 * of the recall says how. The owner's own goods are no contact of its.
 */
export function contactsOf(
  { recall, holdings, notices }: RecallScope,
  known: {
    readonly accounts: readonly Account[];
    /** To whom goods on the way were sent, by the ids of the events that sent them. */
    readonly addressed: ReadonlyMap<string, string>;
    readonly tellings: readonly Telling[];
  },
): Contact[] {
  const { accounts, addressed, tellings } = known;
  const accountOf = new Map(accounts.map((each) => [each.partyId, each.organisationId]));
  const partyOf = new Map(accounts.map((each) => [each.organisationId, each.partyId]));
  const holderOf = ({ sentBy, partyId }: ScopeHolding) => addressed.get(sentBy ?? '') ?? partyId;
  const told = notices.map(({ organisationId }) => partyOf.get(organisationId) ?? null);
  // Thousands of holders each hold something: each list is gone through once.
  const goodsOf = grouped(holdings, holderOf);
  const tellingsOf = grouped(tellings, (telling) => telling.partyId);
  const noticeOf = new Map(notices.map((notice) => [notice.organisationId, notice]));
  const contacts = [...new Set([...goodsOf.keys(), ...told])].map((partyId): Contact => {
    const organisationId = accountOf.get(partyId ?? '') ?? null;
    const goods = goodsOf.get(partyId) ?? [];
    const notice = noticeOf.get(organisationId ?? '');
    const own = tellingsOf.get(partyId ?? '') ?? [];
    const [first] = goods;
    return {
      partyId,
      organisationId,
      spokenForBy: organisationId === null ? (first?.organisationId ?? null) : null,
      certainty: certaintyOf(goods),
      state: notice ? stateOf(notice) : own.length > 0 ? 'told' : 'untold',
      tellings: own,
      goods,
    };
  });
  return contacts
    .filter(({ organisationId }) => organisationId !== recall.organisationId)
    .sort((a, b) => rankOf(a) - rankOf(b) || textOf(a).localeCompare(textOf(b), 'en'));
}

const rankOf = ({ certainty }: Contact) =>
  certainty === 'certain' ? 0 : certainty === 'possible' ? 1 : 2;
const textOf = ({ partyId }: Contact) => partyId ?? '';
