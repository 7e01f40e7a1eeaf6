import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { faultyRequest, grouped } from '../kernel/index.js';
import { appendFeed } from '../log/index.js';
import { Clock, Database, Random } from '../platform/index.js';
import { openRecallOf } from './course/open-recall.js';
import type { NamedContact, Telling } from './contacts.js';
import { insertTelling, selectNames, selectReached, selectTellings } from './contacts.store.js';
import { pastMoment } from './case-moments.js';
import { readContacts } from './read-contacts.js';
import { RecallsService } from './recalls.service.js';
import { readScope } from './scope.js';

/** Who has to know of a recall, and how those were told who are sent no notice. */
@Injectable()
export class ContactsService {
  constructor(
    private readonly database: Database,
    private readonly recalls: RecallsService,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** Of what the actor may see of the recall; one that was told of it sees itself. */
  async list(actor: Actor, recallId: string): Promise<NamedContact[]> {
    const { organisationId } = actor;
    const seen = await this.recalls.get(actor, recallId);
    const reader = this.database.as({ role: 'trace' });
    // How others were told is the owner's and its regulators' to know, as the clock is.
    const tellings = seen.clock === null ? [] : await selectTellings(reader, recallId);
    const contacts = await readContacts(reader, seen, tellings);
    const parties = contacts.flatMap(({ partyId }) => partyId ?? []);
    const own = this.database.as({ organisationId });
    const [names, reached] = [
      grouped(await selectNames(reader, parties), ({ id }) => id),
      grouped(await selectReached(own, organisationId, parties), ({ id }) => id),
    ];
    return contacts.map((contact) => ({
      ...contact,
      named: names.get(contact.partyId ?? '')?.[0],
      reached: reached.get(contact.partyId ?? '')?.[0],
    }));
  }

  /** The owner of an open recall says how it told a holder, such as one without an account. */
  async tell(
    actor: Actor,
    recallId: string,
    { at, ...said }: Omit<Telling, 'toldAt'> & { readonly at: string | undefined },
  ): Promise<void> {
    const { organisationId } = actor;
    await this.database.transaction(
      async (tx) => {
        const recall = await openRecallOf(tx, actor, recallId);
        const contacts = await readContacts(tx, await readScope(tx, recall), []);
        if (!contacts.some(({ partyId }) => partyId === said.partyId)) {
          const detail =
            'holds nothing in the scope of this recall; its contact list names who does';
          throw faultyRequest([{ pointer: '/partyId', detail }]);
        }
        const recordedAt = new Date(this.clock.now());
        const toldAt = pastMoment(at, {
          ...{ since: recall.openedAt, what: 'the recall was opened', now: recordedAt },
        });
        const id = this.random.uuid();
        await insertTelling(tx, { recallId, organisationId, id }, { ...said, toldAt }, recordedAt);
        const row = { organisationId, kind: 'recall-told', subject: recallId, payload: {} };
        appendFeed(tx, [{ id, recordedAt, ...row }]);
      },
      { organisationId, role: 'fold' },
    );
  }
}
