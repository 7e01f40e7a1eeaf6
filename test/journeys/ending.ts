import type { HandoffView } from '../../src/handoffs/handoffs.dto.js';
import type { HoldingView, OwnGoodsView } from '../../src/handoffs/own-goods.dto.js';
import type { TraceView } from '../../src/trace/trace.dto.js';
import type { SpotView } from '../../src/trace/trace-findings.dto.js';
import { gtins, linkOf, type Chain } from './chain.js';

/** How the story of peaches and juice ends, in words: the same whichever way it was told. */
export const ending = {
  holdings: {
    farm: [],
    works: ['juice J-1 18 at Juice works'],
    carrier: [],
    hall: ['peaches P-1 10 in a unit at Market hall'],
    corner: ['juice J-1 10 at Corner shop', 'peaches P-1 17 at Corner shop'],
    lake: ['peaches P-1 30 at Lake shop'],
  },
  unaccounted: [],
  handoffs: [
    'Cold lorries to Market hall: matched',
    'Juice works to Corner shop: matched',
    'Market hall to Corner shop: matched',
    'Market hall to Lake shop: matched',
    'Peach farm to Cold lorries: matched',
    'Peach farm to Juice works: matched',
  ],
  forward: {
    batches: ['J-1 certain 30..40', 'P-1 certain 100..100'],
    goods: [
      'J-1 10 certain at Corner shop',
      'J-1 18 certain at Juice works',
      'P-1 10 certain in a unit at Market hall',
      'P-1 17 certain at Corner shop',
      'P-1 30 certain at Lake shop',
    ],
    gone: ['J-1 2 sold from Corner shop', 'P-1 3 sold from Corner shop'],
  },
  backward: ['P-1 certain 30..40, made at Peach farm'],
} as const;

/** What the chain reads of itself over HTTP, by names instead of ids. */
export async function endingOf(chain: Chain): Promise<unknown> {
  const forward = await trace(chain, linkOf.peaches, 'forward');
  const backward = await trace(chain, linkOf.juice, 'backward');
  const words = new Words(chain, [
    [forward.batchId ?? '', 'P-1'],
    [backward.batchId ?? '', 'J-1'],
  ]);
  const holdings: [string, string[]][] = [];
  const unaccounted: string[] = [];
  const handoffs = new Map<string, string>();
  for (const [role, { key, name }] of chain.members) {
    const own: string[] = [];
    for (const product of Object.keys(gtins) as (keyof typeof gtins)[]) {
      const path = `/api/v1/products/${chain.product(product)}/holdings`;
      const goods = await chain.get<OwnGoodsView>(key, path);
      own.push(...goods.holdings.map((line) => `${product} ${words.holding(line)}`));
      const open = [...goods.unaccounted, ...goods.unaccountedIn];
      unaccounted.push(...open.map(({ quantity }) => `${name}: ${product} ${quantity.value}`));
    }
    holdings.push([role, own.sort()]);
    const { items } = await chain.get<{ items: HandoffView[] }>(key, '/api/v1/handoffs');
    for (const each of items) handoffs.set(each.id, words.handoff(each));
  }
  return {
    holdings: Object.fromEntries(holdings),
    unaccounted,
    handoffs: [...handoffs.values()].sort(),
    forward: {
      batches: forward.batches.map((each) => words.verdict(each)).sort(),
      goods: forward.holdings
        .filter(({ quantity }) => quantity.value !== '0')
        .map((each) => `${words.amount(each)} ${each.verdict} ${words.spot(each.where)}`)
        .sort(),
      gone: forward.gone
        .map((each) => `${words.amount(each)} ${each.as} from ${words.place(each.from.placeId)}`)
        .sort(),
    },
    backward: backward.sources.map((each) => {
      const places = each.makings.map(({ at }) => words.place(at.placeId));
      return `${words.verdict(each)}, made at ${places.join()}`;
    }),
  };
}

/** Traced by a regulator, who sees it all, from what stands on the goods. */
async function trace(chain: Chain, what: string, direction: string): Promise<TraceView> {
  const query = new URLSearchParams({ what, direction }).toString();
  return chain.get<TraceView>(chain.regulator, `/api/v1/traces?${query}`);
}

/** Names for ids. */
class Words {
  private readonly batches: ReadonlyMap<string | null, string>;

  constructor(
    private readonly chain: Chain,
    batches: readonly (readonly [string, string])[],
  ) {
    this.batches = new Map(batches);
  }

  place(id: string | undefined): string {
    const members = [...this.chain.members.values()];
    return members.find(({ placeId }) => placeId === id)?.name ?? 'nowhere';
  }

  private party(id: string | null): string {
    const members = [...this.chain.members.values()];
    return members.find(({ partyId }) => partyId === id)?.name ?? 'nobody';
  }

  holding(line: HoldingView): string {
    const where = line.handoffId === undefined ? `at ${this.place(line.placeId)}` : 'on the way';
    return `${this.amount(line)} ${line.unit === undefined ? '' : 'in a unit '}${where}`;
  }

  amount({ batchId, quantity }: Pick<HoldingView, 'batchId' | 'quantity'>): string {
    return `${this.batches.get(batchId) ?? '?'} ${quantity.value}`;
  }

  spot({ placeId, unit }: SpotView): string {
    return `${unit === undefined ? '' : 'in a unit '}at ${this.place(placeId)}`;
  }

  handoff({ fromPartyId, toPartyId, state }: HandoffView): string {
    return `${this.party(fromPartyId)} to ${this.party(toPartyId)}: ${state}`;
  }

  verdict({
    batchId,
    verdict,
    dose,
  }: Pick<TraceView['batches'][number], 'batchId' | 'verdict' | 'dose'>): string {
    return `${this.batches.get(batchId) ?? '?'} ${verdict} ${dose?.least}..${dose?.most}`;
  }
}
