import { Injectable } from '@nestjs/common';
import { lockOrganisation, type Actor } from '../../access/index.js';
import { Problem } from '../../kernel/index.js';
import { Clock, Database } from '../../platform/index.js';
import { queryExists, tooManyQueries } from '../epcis.problems.js';
import { answerQuery, type EventPage } from '../query/answer-query.js';
import { askerOf } from '../query/asker.js';
import { nameOfEvents } from '../json/document-frame.js';
import { checkDefinition, definedQuery, type Definition } from './definition.js';
import {
  countNamedQueries,
  deleteNamedQuery,
  insertNamedQuery,
  selectNamedQueries,
  selectNamedQuery,
} from './named-queries.store.js';
import { namedQueriesMax, unknownQuery, type NamedQuery } from './named-query.js';

/** Queries under a name: each organisation has its own, and sees no others. */
@Injectable()
export class NamedQueriesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async make(actor: Actor, name: string, definition: Definition): Promise<NamedQuery> {
    checkDefinition(definition);
    if (name === nameOfEvents) throw taken(name);
    const { organisationId } = actor;
    const query = { name, definition, createdAt: new Date(this.clock.now()) };
    await this.database.transaction(
      async (tx) => {
        await lockOrganisation(tx, organisationId);
        const count = await countNamedQueries(tx, organisationId);
        if (!(await insertNamedQuery(tx, organisationId, query))) throw taken(name);
        if (count >= namedQueriesMax) throw tooMany();
      },
      { organisationId },
    );
    return query;
  }

  async list(
    { organisationId }: Actor,
    page: { readonly after: string | undefined; readonly limit: number },
  ): Promise<NamedQuery[]> {
    return selectNamedQueries(this.database.as({ organisationId }), organisationId, page);
  }

  async one({ organisationId }: Actor, name: string): Promise<NamedQuery> {
    const reader = this.database.as({ organisationId });
    const query = await selectNamedQuery(reader, organisationId, name);
    if (query === undefined) throw unknownQuery();
    return query;
  }

  /** Events that the query is true of, and the parameters of the request, too. */
  async events(actor: Actor, name: string, asked: Definition): Promise<EventPage> {
    const { definition } = await this.one(actor, name);
    return answerQuery(definedQuery(definition, asked), askerOf(this.database, actor));
  }

  /** Takes the query away and ends its subscriptions. */
  async remove({ organisationId }: Actor, name: string): Promise<void> {
    const isRemoved = await this.database.transaction(
      (tx) => deleteNamedQuery(tx, organisationId, name),
      { organisationId },
    );
    if (!isRemoved) throw unknownQuery();
  }
}

function taken(name: string): Problem {
  return new Problem(queryExists, `There is a query ${name} already; choose another name.`);
}

function tooMany(): Problem {
  const detail = `An organisation has at most ${namedQueriesMax} named queries; delete one first.`;
  return new Problem(tooManyQueries, detail);
}
