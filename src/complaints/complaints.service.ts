import { Injectable } from '@nestjs/common';
import { selectOverseen, type Actor } from '../access/index.js';
import { Problem } from '../kernel/index.js';
import { appendFeed } from '../log/index.js';
import { Clock, Database, Random, type Reader, type Tx } from '../platform/index.js';
import type { Complaint, Progress } from './complaint.js';
import { complaintClosed, noSuchComplaint } from './complaints.problems.js';
import {
  lockComplaint,
  selectComplaints,
  selectComplaintsOf,
  updateProgress,
  type ComplaintFilter,
  type Seen,
} from './complaints.store.js';
import type { Photo } from './photos/photo.js';
import { selectPhoto } from './photos/photos.store.js';

/** What those who issued codes, and those who oversee them, learn of complaints, and what the former answer. */
@Injectable()
export class ComplaintsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  async list(
    actor: Actor,
    filter: ComplaintFilter,
    page: { readonly before: string | undefined; readonly limit: number },
  ): Promise<Complaint[]> {
    const reader = this.readerOf(actor);
    return selectComplaints(reader, await seenBy(reader, actor), filter, page);
  }

  async get(actor: Actor, id: string): Promise<Complaint> {
    const [complaint] = await this.some(actor, [id]);
    if (complaint === undefined) throw noSuchComplaint();
    return complaint;
  }

  /** Those of these that the actor may see. */
  async some(actor: Actor, ids: readonly string[]): Promise<Complaint[]> {
    const reader = this.readerOf(actor);
    return selectComplaintsOf(reader, await seenBy(reader, actor), ids);
  }

  async photo(actor: Actor, complaintId: string, photoId: string): Promise<Photo> {
    const { id } = await this.get(actor, complaintId);
    const photo = await selectPhoto(this.readerOf(actor), id, photoId);
    if (photo === undefined) throw noSuchComplaint();
    return photo;
  }

  /** Notes that the owner has read it; noting it again changes nothing. */
  acknowledge(actor: Actor, id: string): Promise<Complaint> {
    return this.move(actor, id, 'complaint-seen', () => ({}));
  }

  answer(actor: Actor, id: string, answer: string): Promise<Complaint> {
    return this.move(actor, id, 'complaint-answered', (answeredAt) => ({ answeredAt, answer }));
  }

  close(actor: Actor, id: string, closingWord: string): Promise<Complaint> {
    return this.move(actor, id, 'complaint-closed', (closedAt) => ({ closedAt, closingWord }));
  }

  /** Whoever answers or closes it has seen it. What is closed stays as it is. */
  private move(
    { organisationId }: Actor,
    id: string,
    kind: string,
    step: (now: Date) => Partial<Progress>,
  ): Promise<Complaint> {
    const at = new Date(this.clock.now());
    const work = async (tx: Tx) => {
      const before = await lockComplaint(tx, organisationId, id);
      if (before === undefined) throw noSuchComplaint();
      if (before.closedAt !== null) {
        throw new Problem(complaintClosed, `It was closed at ${before.closedAt.toISOString()}.`);
      }
      const moved = { ...before, seenAt: before.seenAt ?? at, ...step(at) };
      await updateProgress(tx, moved);
      const row = { id: this.random.uuid(), organisationId, kind, subject: id };
      appendFeed(tx, [{ ...row, payload: {}, recordedAt: at }]);
      return moved;
    };
    return this.database.transaction(work, { organisationId });
  }

  private readerOf({ organisationId }: Actor): Reader {
    return this.database.as({ organisationId });
  }
}

/** What nobody issued is in nobody's division, as an organisation is whose division nobody knows. */
async function seenBy(reader: Reader, actor: Actor): Promise<Seen> {
  return { organisationIds: await selectOverseen(reader, actor), nobodys: actor.oversees === '' };
}
