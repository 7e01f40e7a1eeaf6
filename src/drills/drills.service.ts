import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { BatchBalancesService, begun, type BatchSheet } from '../balances/index.js';
import { Problem } from '../kernel/index.js';
import { appendFeed } from '../log/index.js';
import { Clock, Database, Random } from '../platform/index.js';
import { RulePacks } from '../rules/index.js';
import { ofBatch, TraceService } from '../trace/index.js';
import { placeOf, tracedPerMille, type Drill, type DrillBalance, type Found } from './drill.js';
import { gradeOf, type GradedDrill } from './drill-grade.js';
import { drillsCounted, firmGrades, type FirmGrade } from './firm-grades.js';
import { noSuchDrill, nothingToDrill } from './drills.problems.js';
import {
  countCandidates,
  insertDrill,
  selectCandidate,
  selectDrill,
  selectDrills,
  selectLatestDrills,
  type DrillsPage,
  type FirmsPage,
} from './drills.store.js';

/** Makes mock recalls, and tells of those that were made. A drill freezes nothing and tells nobody. */
@Injectable()
export class DrillsService {
  constructor(
    private readonly database: Database,
    private readonly traces: TraceService,
    private readonly balances: BatchBalancesService,
    private readonly rules: RulePacks,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** Draws a batch of the actor's and traces it now. */
  async make(actor: Actor): Promise<GradedDrill> {
    const drill = await this.drill(actor, null);
    if (drill === undefined) {
      const detail =
        'A drill draws one of the batches that you registered and made. Make one first.';
      throw new Problem(nothingToDrill, detail);
    }
    return drill;
  }

  /** The drill of a night; nothing where the firm has no batch, or has had its drill. */
  async makeNightly(actor: Actor, night: string): Promise<GradedDrill | undefined> {
    return this.drill(actor, night);
  }

  async get(actor: Actor, id: string): Promise<GradedDrill> {
    const { organisationId } = actor;
    const drill = await selectDrill(this.database.as({ organisationId }), actor, id);
    if (drill === undefined) throw noSuchDrill();
    return this.graded(drill);
  }

  async list(actor: Actor, page: DrillsPage): Promise<GradedDrill[]> {
    const { organisationId } = actor;
    const drills = await selectDrills(this.database.as({ organisationId }), actor, page);
    return drills.map((drill) => this.graded(drill));
  }

  /** How firms stand whose drills the actor may see. */
  async standings(actor: Actor, page: Omit<FirmsPage, 'drills'>): Promise<FirmGrade[]> {
    const { organisationId } = actor;
    const reader = this.database.as({ organisationId });
    const drills = await selectLatestDrills(reader, actor, { ...page, drills: drillsCounted });
    return firmGrades(drills.map((drill) => this.graded(drill)));
  }

  private async drill(actor: Actor, night: string | null): Promise<GradedDrill | undefined> {
    const { organisationId, partyId } = actor;
    const startedAt = new Date(this.clock.now());
    const reader = this.database.as({ organisationId });
    const candidates = await countCandidates(reader, organisationId, startedAt);
    if (candidates === 0) return undefined;
    const seed = Buffer.from(this.random.bytes(8)).toString('hex');
    const place = placeOf(seed, candidates);
    const batchId = await selectCandidate(reader, organisationId, { by: startedAt, place });
    if (batchId === undefined) return undefined;
    const found = await this.search(actor, batchId);
    // A clock that is set right may step back.
    const milliseconds = Math.max(0, this.clock.now() - startedAt.getTime());
    const id = this.random.uuid();
    const words = { id, organisationId, partyId, night, seed, candidates, batchId };
    const drill = { ...words, startedAt, milliseconds, found };
    return (await this.store(drill)) ? this.graded(drill) : undefined;
  }

  /** Both ways, and how far its goods are accounted for, all as the firm itself would see it in a recall. */
  private async search(actor: Actor, batchId: string): Promise<Found> {
    const { forward, backward } = await this.traces.trace(actor, ofBatch(batchId, 'both'));
    const { books, sheets } = await this.balances.of(actor, batchId, null);
    const cuts = [forward?.cut, backward?.cut, books.whereabouts.cut];
    return {
      batches: forward?.batches.length ?? 0,
      holdings: forward?.holdings.length ?? 0,
      sources: backward?.sources.length ?? 0,
      isWhole: cuts.every((cut) => cut === null),
      balance: worstOf(sheets),
    };
  }

  private async store(drill: Drill): Promise<boolean> {
    const { id: subject, organisationId, startedAt: recordedAt } = drill;
    return this.database.transaction(
      async (tx) => {
        if (!(await insertDrill(tx, drill))) return false;
        const id = this.random.uuid();
        appendFeed(tx, [
          { id, organisationId, kind: 'drill-made', subject, payload: {}, recordedAt },
        ]);
        return true;
      },
      { organisationId },
    );
  }

  private graded(drill: Drill): GradedDrill {
    return { ...drill, ...gradeOf(drill, this.rules) };
  }
}

/** A batch in several units is as well traced as the worst of them. */
function worstOf(sheets: readonly BatchSheet[]): DrillBalance {
  const balances = sheets.map((sheet) => ({
    uom: sheet.uom,
    recorded: begun(sheet),
    unaccountedIn: sheet.origins.unaccountedIn,
    unaccounted: sheet.ends.unaccounted.most,
  }));
  const [worst] = balances.sort((a, b) => tracedPerMille(a) - tracedPerMille(b));
  return worst ?? { uom: '', recorded: 0n, unaccountedIn: 0n, unaccounted: 0n };
}
