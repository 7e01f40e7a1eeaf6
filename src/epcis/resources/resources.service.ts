import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/index.js';
import { Uris } from '../../activities/index.js';
import { countSeenEvents, selectSeenKeys, selectSeenWords } from '../../events/index.js';
import { notFound, Problem, ValueFault } from '../../kernel/index.js';
import { Config, Database } from '../../platform/index.js';
import type { ListPage } from '../rest/list-query.js';
import type { AtAddress } from '../query/event-query.js';
import { conditionOf, type Resource } from './resources.js';

/** Values that events have which still stand and which the organisation may see, and the standard's own. */
@Injectable()
export class ResourcesService {
  private readonly uris: Uris;

  constructor(
    private readonly database: Database,
    config: Config,
  ) {
    this.uris = new Uris(config.publicUrl);
  }

  /** As they are kept, in the order of characters' codes. */
  async values(resource: Resource, actor: Actor, page: ListPage): Promise<readonly string[]> {
    const { member, standard } = resource;
    const reader = this.database.as({ organisationId: actor.organisationId });
    const asked = { after: page.after ?? '', limit: page.limit };
    if (member === 'epc') return selectSeenKeys(reader, actor, asked);
    const of = member === 'eventType' ? undefined : member;
    return selectSeenWords(reader, actor, { ...asked, member: of, standard });
  }

  /** A value as it stands in addresses. */
  written({ isKey }: Resource, value: string): string {
    return isKey ? this.uris.ofKey(value) : value;
  }

  /** Refuses a value that the standard has not and no event that the organisation may see. */
  async check(resource: Resource, actor: Actor, written: string): Promise<void> {
    const value = read(resource, written);
    if (resource.standard.includes(value)) return;
    const reader = this.database.as({ organisationId: actor.organisationId });
    const conditions = [conditionOf(resource, value)];
    const asked = { conditions, after: undefined, limit: 1 };
    if ((await countSeenEvents(reader, actor, asked)) === 0) throw unknown(resource);
  }

  /** What the address of a value's events says of them. */
  within(resource: Resource, written: string): AtAddress {
    const value = read(resource, written);
    return { address: `${resource.path}/${value}`, condition: conditionOf(resource, value) };
  }
}

function read(resource: Resource, written: string): string {
  try {
    return resource.read(written);
  } catch (error) {
    if (error instanceof ValueFault) throw unknown(resource);
    throw error;
  }
}

function unknown({ spoken: [, one] }: Resource): Problem {
  return new Problem(notFound, `There is no such ${one}.`);
}
