import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { makeCode, parseCode, IdentifierFault } from '../identifiers/index.js';
import { faultyRequest, Problem, type Fault } from '../kernel/index.js';
import { appendFeed, type FeedRow } from '../log/index.js';
import { holdsResidentId } from '../identifiers/index.js';
import {
  Clock,
  Database,
  idempotencyKeyReused,
  mapping,
  Random,
  stepByStep,
  type Tx,
} from '../platform/index.js';
import type { Receipt, Report } from './complaint.js';
import { complaintQuota, noSuchReceipt } from './complaints.problems.js';
import { PhotoFault } from './photos/photo-fault.js';
import { readPhoto, type Photo } from './photos/photo.js';
import { insertPhoto } from './photos/photos.store.js';
import type { ReportRequest } from './report.dto.js';
import { readReportedThing, type ReportedThing } from './reported-thing.js';
import {
  countOfDay,
  forgetReporter,
  insertComplaint,
  lockReported,
  selectReceipt,
  selectSentOnce,
  type NewComplaint,
} from './reports.store.js';
import { selectRoute } from './routing.store.js';

/** All of it is done as the database's public role: strangers add, and read what became of what they have a number of. */
const stranger = { role: 'public' } as const;

/** Takes what consumers report, and tells them what became of it. */
@Injectable()
export class ReportsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /**
   * Keeps a report and routes it to who issued the code. One of a code that nobody issued is kept just so and answered alike,
   * so that nobody learns which codes there are.
   */
  async take(request: ReportRequest, sentPhotos: readonly Buffer[]): Promise<Receipt> {
    const receivedAt = new Date(this.clock.now());
    const thing = readReportedThing(request.code);
    const report = reportOf(request);
    refuseUnfit(report, receivedAt);
    const photos = await readPhotos(sentPhotos);
    const digest = digestOf({ ...report, code: thing.key }, photos);
    const once = request.once ?? null;
    const made = { ...report, receivedAt, once, digest };
    return this.database.transaction((tx) => this.keep(tx, thing, made, photos), stranger);
  }

  /** By the number in any way of writing it. */
  async receipt(number: string): Promise<Receipt> {
    const receipt = await selectReceipt(this.database.as(stranger), readNumber(number));
    if (receipt === undefined) throw noSuchReceipt();
    return receipt;
  }

  /**
   * Erases contact and photos, for whoever has the number. What was reported stays, and names nobody. That it was done is on
   * record once, however often it is asked for.
   */
  async forget(number: string): Promise<void> {
    const work = async (tx: Tx) => {
      const reported = await lockReported(tx, readNumber(number));
      if (reported === undefined) throw noSuchReceipt();
      if (!(await forgetReporter(tx, reported))) return;
      const recordedAt = new Date(this.clock.now());
      this.log(tx, reported, { kind: 'complaint-forgotten', payload: {}, recordedAt });
    };
    await this.database.transaction(work, stranger);
  }

  private async keep(
    tx: Tx,
    thing: ReportedThing,
    made: Report & Pick<NewComplaint, 'receivedAt' | 'once' | 'digest'>,
    photos: readonly Photo[],
  ): Promise<Receipt> {
    const { organisationId = null, batchId = null } = (await selectRoute(tx, thing)) ?? {};
    const number = makeCode((count) => this.random.bytes(count), 16);
    const id = this.random.uuid();
    const complaint = { ...made, id, number, organisationId, code: thing.key, batchId };
    if (!(await insertComplaint(tx, complaint))) return sentBefore(tx, complaint);
    const bytes = photos.reduce((sum, photo) => sum + photo.bytes.length, 0);
    if (!(await countOfDay(tx, complaint, bytes))) throw tooMuchToday(bytes > 0);
    for (const [place, photo] of photos.entries()) {
      await insertPhoto(tx, { ...photo, id: this.random.uuid(), complaintId: id, place });
    }
    const { kind, receivedAt: recordedAt } = complaint;
    this.log(tx, complaint, { kind: 'complaint-received', payload: { kind }, recordedAt });
    return { ...complaint, ...untouched };
  }

  /** A feed row names whose write it is: of what nobody issued there is none. */
  private log(
    tx: Tx,
    { id: subject, organisationId }: Pick<NewComplaint, 'id' | 'organisationId'>,
    happened: Pick<FeedRow, 'kind' | 'payload' | 'recordedAt'>,
  ): void {
    if (organisationId === null) return;
    appendFeed(tx, [{ ...happened, id: this.random.uuid(), organisationId, subject }]);
  }
}

const untouched = {
  ...{ seenAt: null, answeredAt: null, answer: null, closedAt: null, closingWord: null },
} as const;

function reportOf(request: ReportRequest): Report {
  const { kind, words, language, boughtOn = null, shop = null, place = null } = request;
  return { kind, words, language, boughtOn, shop, place, contact: request.contact ?? null };
}

/** Numbers of identity cards are never stored. A day that has begun somewhere is not in the future. */
function refuseUnfit(report: Report, now: Date): void {
  const lines = Object.entries(report).filter(([, text]) => holdsResidentId(String(text)));
  const faults: Fault[] = lines.map(([member]) => ({
    pointer: `/${member}`,
    detail: 'holds the number of an identity card, which is never stored; leave it out',
  }));
  const lastDay = new Date(now.getTime() + 14 * 3_600_000).toISOString().slice(0, 10);
  if (report.boughtOn !== null && report.boughtOn > lastDay) {
    faults.push({ pointer: '/boughtOn', detail: 'lies in the future' });
  }
  if (faults.length > 0) throw faultyRequest(faults);
}

/** One after another, with others served in between: a photo takes some milliseconds. */
function readPhotos(sent: readonly Buffer[]): Promise<Photo[]> {
  return stepByStep(
    mapping(sent, (bytes, i) => {
      try {
        return readPhoto(bytes);
      } catch (error) {
        if (!(error instanceof PhotoFault)) throw error;
        throw faultyRequest([{ pointer: `/photos/${i}`, detail: error.message }]);
      }
    }),
  );
}

function digestOf(told: object, photos: readonly Photo[]): Buffer {
  const digest = createHash('sha256').update(JSON.stringify(told));
  for (const { sha256 } of photos) digest.update(sha256);
  return digest.digest();
}

async function sentBefore(tx: Tx, { once, digest }: NewComplaint): Promise<Receipt> {
  const before = once === null ? undefined : await selectSentOnce(tx, once);
  if (before?.digest.equals(digest) === true) return before;
  throw new Problem(idempotencyKeyReused, 'Use a new mark `once` for a new report.');
}

function tooMuchToday(hasPhotos: boolean): Problem {
  const instead = hasPhotos ? 'Send it without photos, or tomorrow.' : 'Send it tomorrow.';
  return new Problem(complaintQuota, `Too much was reported of such goods today. ${instead}`);
}

/** What is no number of ours names nothing, and is answered as that. */
function readNumber(typed: string): string {
  try {
    return parseCode(typed);
  } catch (error) {
    if (error instanceof IdentifierFault) throw noSuchReceipt();
    throw error;
  }
}
