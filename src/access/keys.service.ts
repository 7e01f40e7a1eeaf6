import { Injectable } from '@nestjs/common';
import { notFound, Problem } from '../kernel/index.js';
import { Clock, Config, Database, Random, type Tx } from '../platform/index.js';
import { tooManyKeys } from './access.problems.js';
import {
  countValidKeys,
  insertKey,
  lockOrganisation,
  revokeKey,
  selectKeyHolder,
  selectKeys,
  type ApiKey,
  type KeyHolder,
} from './access.store.js';
import type { Actor, Credential, Scope } from './actor.js';
import { digestOf, isDemoKey, isSameDigest, makeKey, readKey } from './api-key.js';
import { KnownHolders } from './known-holders.js';
import { unrecognised, type Recogniser } from './recognition.js';

const dayMilliseconds = 86_400_000;
export const validDaysMax = 365;
/** The old key and the new one, while the machines that use them change over. */
export const validOfLabelMax = 2;

export interface KeyRequest {
  readonly label: string;
  readonly scopes: readonly Scope[];
  readonly validDays: number;
  /** The credential of who makes it, where it is somebody's of the organisation. */
  readonly madeBy?: string;
}

/** A key that was just made. Its text is told this once and never again. */
export interface IssuedKey {
  readonly key: ApiKey;
  readonly text: string;
}

/** Makes, lists, revokes and recognises keys. */
@Injectable()
export class KeysService implements Recogniser {
  private readonly known = new KnownHolders<KeyHolder>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly config: Config,
  ) {}

  async find(text: string, ended?: (key: Credential) => void): Promise<Actor | undefined> {
    const read = readKey(text);
    if (read === undefined || (isDemoKey(read.id) && this.config.production)) return undefined;
    const holder = await this.holderOf(read.id);
    const isHeld = isSameDigest(holder?.digest ?? nobodysDigest, digestOf(read.secret));
    const actor = isHeld ? this.actorOf(holder) : undefined;
    if (isHeld && holder !== undefined && actor === undefined) {
      ended?.({ organisationId: holder.organisationId, credential: holder.id });
    }
    return actor;
  }

  /** Who holds this key. Unknown, mistyped, expired and revoked keys are refused in the same words. */
  async recognise(text: string, ended?: (key: Credential) => void): Promise<Actor> {
    const actor = await this.find(text, ended);
    if (actor === undefined) throw unrecognised();
    return actor;
  }

  forgetAll(): void {
    this.known.forgetAll();
  }

  /** Who holds the key with this id, which a session has shown before; undefined once it has ended. */
  async holds(id: string): Promise<Actor | undefined> {
    if (isDemoKey(id) && this.config.production) return undefined;
    return this.actorOf(await this.holderOf(id));
  }

  private actorOf(holder: KeyHolder | undefined): Actor | undefined {
    if (holder === undefined || holder.revokedAt !== null || holder.partyId === null) return;
    if (holder.expiresAt.getTime() <= this.clock.now()) return;
    const { organisationId, partyId, roles, scopes, id, oversees } = holder;
    return {
      ...{ organisationId, partyId, roles, scopes, credential: id },
      ...(oversees !== null && { oversees }),
    };
  }

  async issue(actor: Actor, request: KeyRequest): Promise<IssuedKey> {
    const { organisationId, credential: madeBy } = actor;
    return this.database.transaction(
      (tx) => this.issueFor(tx, organisationId, { ...request, madeBy }),
      { organisationId },
    );
  }

  /** As `issue`, for an organisation that is just being made. */
  async issueFor(tx: Tx, organisationId: string, request: KeyRequest): Promise<IssuedKey> {
    const { label, scopes, validDays, madeBy = null } = request;
    const now = this.clock.now();
    await lockOrganisation(tx, organisationId);
    const valid = await countValidKeys(tx, { organisationId, label }, new Date(now));
    if (valid >= validOfLabelMax) throw tooMany(label);
    const { id, text, digest } = makeKey((count) => this.random.bytes(count));
    const key: ApiKey = {
      id,
      organisationId,
      label,
      digest,
      scopes,
      madeBy,
      createdAt: new Date(now),
      expiresAt: new Date(now + validDays * dayMilliseconds),
      revokedAt: null,
    };
    await insertKey(tx, key);
    return { key, text };
  }

  async list({ organisationId }: Actor): Promise<ApiKey[]> {
    return selectKeys(this.database.as({ organisationId }), organisationId);
  }

  /** Ends a key: it is refused within a second, as a rule at once. A key may end itself. */
  async revoke(actor: Actor, id: string): Promise<void> {
    const { organisationId } = actor;
    const revoked = await this.database.transaction(
      (tx) => revokeKey(tx, organisationId, id, new Date(this.clock.now())),
      { organisationId },
    );
    this.known.forget(id);
    if (!revoked) throw new Problem(notFound, 'You have no such key, or it is revoked already.');
  }

  private async holderOf(id: string): Promise<KeyHolder | undefined> {
    const now = this.clock.now();
    const known = this.known.find(id, now);
    if (known !== undefined) return known;
    const holder = await selectKeyHolder(this.database.as({ role: 'gate' }), id);
    if (holder !== undefined) this.known.remember(holder, now);
    return holder;
  }
}

/** Compared with where there is no key, so that its absence takes as long. */
const nobodysDigest = Buffer.alloc(32);

function tooMany(label: string): Problem {
  const detail = `Revoke one of the two valid keys labelled "${label}" first, or choose another label.`;
  return new Problem(tooManyKeys, detail);
}
