import type { Credential, UserRole } from '../access/index.js';

/** An account at an issuer: the pair names it for ever, which an e-mail address does not. */
export interface Account {
  readonly issuer: string;
  readonly subject: string;
}

/** Somebody who signs in for one organisation. Who works for two has an account in each. */
export interface Person {
  readonly id: string;
  readonly organisationId: string;
  /** What they sign in with: an e-mail address or a name of their choice, in lower case; null: with an account. */
  readonly login: string | null;
  /** Who vouches for their account; null: they sign in with a password. */
  readonly issuer: string | null;
  /** As colleagues know them; told to nobody outside the organisation. */
  readonly name: string;
  readonly role: UserRole;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
}

/** What shows who a person is: events and the audit name people by it. */
export function credentialOf({
  id,
  organisationId,
}: Pick<Person, 'id' | 'organisationId'>): Credential {
  return { organisationId, credential: `person/${id}` };
}

/** Id of the person that a credential is of; undefined where it is none's. */
export function personIn(credential: string | null): string | undefined {
  return /^person\/(.+)$/.exec(credential ?? '')?.[1];
}

const loginLength = { min: 3, max: 200 } as const;

/** Whether somebody can sign in with it, in the spelling that logins have. */
export function isLogin(login: string): boolean {
  const { min, max } = loginLength;
  return (
    login.length >= min &&
    login.length <= max &&
    !/[\s\p{C}\p{Default_Ignorable_Code_Point}]/u.test(login)
  );
}

/** Whatever was typed for a login, in the spelling that logins have. */
export function plainLogin(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}
