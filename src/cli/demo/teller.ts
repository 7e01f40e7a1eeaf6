import type { Actor } from '../../access/index.js';
import type { ActivitiesService, ActivityRequest, MakingService } from '../../activities/index.js';
import type { Batch } from '../../batches/index.js';
import type { CodesService } from '../../codes/index.js';
import type { ReportsService } from '../../complaints/index.js';
import type { CaptureService, EpcisEvent } from '../../events/index.js';
import { formatInstant, present } from '../../kernel/index.js';
import type { Database } from '../../platform/index.js';
import type { RecallsService } from '../../recalls/index.js';
import { demoComplaints } from './complaints.js';
import { closingWords, demoRecalls } from './recalls.js';

/** Who and what stories may name. */
export interface Stage {
  readonly actors: ReadonlyMap<string, Actor>;
  readonly places: ReadonlyMap<string, string>;
  readonly products: ReadonlyMap<string, { readonly id: string; readonly owner: string }>;
  readonly activities: ActivitiesService;
  readonly making: MakingService;
  readonly codes: CodesService;
  readonly capture: CaptureService;
  readonly recalls: RecallsService;
  readonly reports: ReportsService;
  readonly database: Database;
  readonly publicUrl: string;
}

const hour = 3_600_000;
/** All places of the demo keep one clock. */
const chinaOffsetMinutes = 480;
type Body = Partial<ActivityRequest>;

/** What the orchard's ERP notes with a shipping for itself. */
export const privateWords = {
  'https://riverbend.example/erp/pricePerKilogram': '6.80 CNY',
  'https://riverbend.example/erp/sortedBy': 'team 3',
};

/** Tells one story through the same use cases that the API calls. */
export class Teller {
  private batch: Batch | undefined;
  private product: { readonly id: string; readonly owner: string } | undefined;
  private out: Batch | undefined;
  private lastEventId: string | undefined;
  private lastTeller = '';
  private recallId: string | undefined;
  private readonly units = new Map<string, string>();
  private readonly late: (() => Promise<void>)[] = [];

  constructor(
    private readonly stage: Stage,
    private readonly start: number,
  ) {}

  /** The batch of the story, when it has been told. */
  async tell(story: string): Promise<Batch> {
    const [opening = '', ...steps] = story.split('|').map((part) => part.trim());
    const [name = '', amount = '', place = ''] = opening.split(' ');
    const product = present(this.stage.products.get(name), `the product ${name}`);
    this.product = product;
    const { batch } = await this.stage.making.register(this.actor(product.owner), {
      productId: product.id,
      quantity: { value: amount, unit: 'KGM' },
      making: name === 'peach' || name === 'hill' ? 'harvest' : 'produce',
      at: this.at(0),
      placeId: this.place(place.slice(1)),
    });
    this.batch = batch;
    for (const [i, step] of steps.entries()) {
      const at = this.at(2 + 6 * i);
      if (step.startsWith('late ')) this.late.push(() => this.step(step.slice(5), at));
      else await this.step(step, at);
    }
    for (const tellLate of this.late) await tellLate();
    return this.batch;
  }

  private async step(step: string, at: string): Promise<void> {
    const [who = '', verb = '', ...rest] = step.split(' ');
    if (who === 'declare') return this.record(this.lastTeller, 'declare-error', at, this.errorOf());
    if (who === 'void') return this.record(this.lastTeller, 'void-shipping', at, this.named());
    if (who === 'recall') return this.recall(verb);
    if (who === 'close') return this.close(verb);
    if (who === 'complaint') return this.complain(verb);
    if (who === 'temperature') return this.temperature([verb, ...rest], at);
    if (verb === 'invoice') return this.invoice(who, rest, at);
    const [first = '', second = '', third = ''] = rest;
    switch (verb) {
      case 'ship':
      case 'return':
      case 'handover':
        return this.record(who, verb === 'handover' ? 'hand-over' : verb, at, {
          toPartyId: this.party(first),
          goods: this.goods(second, third),
        });
      case 'receive':
      case 'takeover':
        return this.record(who, verb === 'takeover' ? 'take-over' : verb, at, {
          fromPartyId: this.party(first),
          goods: this.goods(second, third),
        });
      case 'shipunit':
      case 'handunit':
        return this.record(who, verb === 'handunit' ? 'hand-over' : 'ship', at, {
          toPartyId: this.party(first),
          units: [await this.unit(who, second)],
        });
      case 'receiveunit':
      case 'takeunit':
        return this.record(who, verb === 'takeunit' ? 'take-over' : 'receive', at, {
          fromPartyId: this.party(first),
          units: [await this.unit(who, second)],
        });
      case 'move':
        return this.record(who, 'move', at, {
          toPlaceId: this.place(first),
          goods: this.goods(second),
        });
      case 'pack':
        return this.record(who, 'pack', at, {
          unit: await this.unit(who, first),
          goods: this.goods(second),
        });
      case 'stack':
        return this.record(who, 'pack', at, {
          unit: await this.unit(who, first),
          units: [await this.unit(who, second), await this.unit(who, third)],
        });
      case 'unpack':
        return this.record(who, 'unpack', at, { unit: await this.unit(who, first) });
      case 'split':
        return this.record(who, 'split', at, {
          goods: this.goods(first),
          outputs: [this.output(this.product?.id, first)],
        });
      case 'press':
        return this.transform(who, at, second, { placeId: this.place(first) });
      case 'make-nectar':
        return this.transform(who, at, first, {});
      case 'rework':
        return this.record(who, 'transform', at, {
          goods: [...this.goods('40'), ...this.goods(first, 'out')],
          outputs: [this.output(this.stage.products.get('nectar')?.id, String(40 + Number(first)))],
        });
      case 'sellunknown':
        return this.record(who, 'sell', at, { goods: this.unknown(first) });
      case 'shipunknown':
        return this.record(who, 'ship', at, {
          toPartyId: this.party(first),
          goods: this.unknown(second),
        });
      case 'receiveunknown':
        return this.record(who, 'receive', at, {
          fromPartyId: this.party(first),
          goods: this.unknown(second),
        });
      case 'dispose':
        return this.record(who, 'dispose', at, { goods: this.goods(first), reason: 'spoiled' });
      case 'sell':
      case 'count':
      case 'sample':
      case 'inspect':
        return this.record(who, verb, at, { goods: this.goods(first, second) });
      default:
        throw new Error(`no such verb in "${step}"`);
    }
  }

  private transform(who: string, at: string, amount: string, more: Body): Promise<void> {
    const out = String(Number(amount) * 0.9);
    return this.record(who, 'transform', at, {
      goods: this.goods(amount),
      outputs: [this.output(this.stage.products.get('nectar')?.id, out)],
      loss: {
        quantity: { value: String(Number(amount) * 0.1), unit: 'KGM' },
        reason: 'stones and skins',
      },
      ...more,
    });
  }

  private async record(
    who: string,
    activity: ActivityRequest['activity'],
    at: string,
    body: Body,
  ): Promise<void> {
    const recorded = this.recallId === undefined ? 'fact' : 'act';
    const { captured, batches } = await this.stage.activities.record(this.actor(who), {
      activity,
      recorded,
      ...(recorded === 'fact' && activity !== 'declare-error' && { at }),
      ...body,
    });
    if (batches[0] !== undefined) this.out = batches[0];
    this.lastEventId = captured.eventId;
    this.lastTeller = who;
  }

  private goods(amount: string, which = 'batch') {
    const batch = which === 'out' ? this.out : this.batch;
    return [{ what: batch?.code ?? '', quantity: { value: amount, unit: 'KGM' } }];
  }

  /** Goods whose batch nobody noted. */
  private unknown(amount: string) {
    return [{ productId: this.product?.id ?? '', quantity: { value: amount, unit: 'KGM' } }];
  }

  private output(productId: string | undefined, amount: string) {
    return { productId: productId ?? '', quantity: { value: amount, unit: 'KGM' } };
  }

  private named(): Body {
    return { of: this.lastEventId ?? '' };
  }

  private errorOf(): Body {
    return { ...this.named(), reason: 'wrong quantity typed' };
  }

  private async unit(owner: string, name: string): Promise<string> {
    const known = this.units.get(name);
    if (known !== undefined) return known;
    const { codes } = await this.stage.codes.issueForUnits(this.actor(owner), 1);
    this.units.set(name, codes.join());
    return codes.join();
  }

  /** The maker recalls the batch: stopped from now on, everywhere. */
  private async recall(word: string): Promise<void> {
    const order = present(demoRecalls[word], `the recall ${word}`);
    const batchIds = [this.batch?.id ?? ''];
    const { recall } = await this.stage.recalls.open(this.maker(), { ...order, batchIds });
    this.recallId = recall.id;
  }

  private async close(word: string): Promise<void> {
    const said = present(closingWords[word], `the words ${word}`);
    await this.stage.recalls.close(this.maker(), this.recallId ?? '', said);
  }

  /** Somebody who bought of the batch reports it, today. */
  private async complain(word: string): Promise<void> {
    const report = present(demoComplaints[word], `the complaint ${word}`);
    await this.stage.reports.take({ ...report, code: this.batch?.code ?? '' }, []);
  }

  /** Readings on the way, as the carrier's logger reports them: an EPCIS event with a sensor element. */
  private temperature(celsius: readonly string[], at: string): Promise<void> {
    return this.report('northline', at, {
      action: 'OBSERVE',
      bizStep: 'transporting',
      readPoint: { id: `urn:uuid:${this.place('truck')}` },
      quantityList: [{ epcClass: this.link() }],
      sensorElementList: [
        {
          sensorReport: celsius.map((value, i) => {
            const time = new Date(Date.parse(at) - (celsius.length - 1 - i) * hour).toISOString();
            return { type: 'Temperature', time, value, uom: 'CEL' };
          }),
        },
      ],
    });
  }

  /** A shipping as the maker's ERP reports it, with words of its own that are nobody else's business. */
  private invoice(
    who: string,
    [to = '', amount = '']: readonly string[],
    at: string,
  ): Promise<void> {
    const party = (name: string) => `urn:uuid:${this.party(name)}`;
    return this.report(who, at, {
      action: 'OBSERVE',
      bizStep: 'shipping',
      disposition: 'in_transit',
      quantityList: [{ epcClass: this.link(), quantity: amount, uom: 'KGM' }],
      sourceList: [{ type: 'possessing_party', source: party(who) }],
      destinationList: [
        { type: 'possessing_party', destination: party(to) },
        { type: 'owning_party', destination: party(to) },
      ],
      extensions: privateWords,
    });
  }

  /** An EPCIS event of an organisation, as other systems send them. */
  private async report(who: string, at: string, event: Partial<EpcisEvent>): Promise<void> {
    const actor = this.actor(who);
    const whole: EpcisEvent = {
      ...{ type: 'ObjectEvent', eventTime: at, eventTimeZoneOffset: '+08:00', ...event },
    };
    await this.stage.database.transaction(
      (tx) => this.stage.capture.capture(tx, actor, [whole], 'fact'),
      { organisationId: actor.organisationId, role: 'fold' },
    );
  }

  private link(): string {
    return `${this.stage.publicUrl}/t/${this.batch?.code ?? ''}`;
  }

  private actor(name: string): Actor {
    return present(this.stage.actors.get(name), `the organisation ${name}`);
  }

  private maker(): Actor {
    return this.actor(this.product?.owner ?? '');
  }

  private party(name: string): string {
    return this.actor(name).partyId;
  }

  private place(name: string): string {
    return present(this.stage.places.get(name), `the place ${name}`);
  }

  private at(hours: number): string {
    return formatInstant(this.start + hours * hour, chinaOffsetMinutes);
  }
}
