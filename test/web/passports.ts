import type {
  JourneyEntry,
  KnownGoods,
  Passport,
  ProductPassport,
  RecordedPassport,
  StatedThing,
} from '../../src/lookup/index.js';
import { externalSchemes, type ExternalScheme } from '../../src/identifiers/index.js';
import type { PublicName } from '../../src/lookup/passport.dto.js';

/** The moment at which the sample pages are read. */
export const now = Date.parse('2026-11-23T10:00:00+08:00');

const named = (text: string, chinese: string): PublicName => ({
  text,
  versions: { 'zh-CN': chinese },
});

const orchard = named('Riverbend Orchard', '河湾果园');
const carrier = named('Northway Cold Logistics', '北路冷链物流');
const shop = named('Corner Fresh Market', '街角生鲜超市');

const journey: readonly JourneyEntry[] = [
  {
    kind: 'step',
    act: 'harvested',
    at: '2026-11-18',
    place: named('Orchard field 3, Pinggu', '平谷三号果园'),
    by: orchard,
    evidence: 'self-declared',
  },
  {
    kind: 'step',
    act: 'packed',
    at: '2026-11-18T15:20:00+08:00',
    place: named('Packing house, Pinggu', '平谷包装间'),
    by: orchard,
    evidence: 'self-declared',
  },
  {
    kind: 'step',
    act: 'taken-over',
    at: '2026-11-18T17:05:00+08:00',
    place: named('Packing house, Pinggu', '平谷包装间'),
    by: carrier,
    evidence: 'confirmed',
  },
  {
    kind: 'step',
    act: 'stored',
    at: '2026-11-19T01:40:00+08:00',
    place: named('Cold store, Tianjin', '天津冷库'),
    by: carrier,
    evidence: 'self-declared',
  },
  { kind: 'gap', from: '2026-11-20T03:00:00+08:00', until: '2026-11-20T09:12:00+08:00' },
  {
    kind: 'step',
    act: 'received',
    at: '2026-11-20T09:12:00+08:00',
    place: named('Shop, Tianjin', '天津门店'),
    by: shop,
    evidence: 'confirmed',
  },
];

export const goods: KnownGoods = {
  code: {
    text: '7K3M9QTX2WPA',
    kind: 'batch',
    link: 'HTTPS://FURROW.EXAMPLE/T/7K3M9QTX2WPA',
    issuedOn: '2026-11-18',
  },
  issuer: orchard,
  product: {
    name: named('Yellow peaches', '黄桃'),
    gtin: '09520123456788',
  },
  batch: {
    number: '2026-11-18-01',
    making: 'harvest',
    madeOn: '2026-11-18',
    offset: '+08:00',
    date: { kind: 'best-before', on: '2026-12-02' },
  },
  origin: named('Pinggu, Beijing', '北京平谷'),
  journey,
};

const recorded: RecordedPassport = { ...goods, verdict: 'recorded' };

function without<Key extends keyof RecordedPassport>(...keys: Key[]): Omit<RecordedPassport, Key> {
  return Object.fromEntries(
    Object.entries(recorded).filter(([key]) => !(keys as string[]).includes(key)),
  ) as Omit<RecordedPassport, Key>;
}

function product(verdict: ProductPassport['verdict'], code: string): ProductPassport {
  return {
    ...{ verdict, registered: verdict === 'product', code, owner: orchard },
    product: { name: named('Yellow peaches', '黄桃'), gtin: '09520123456788' },
  };
}

const marked = (scheme: ExternalScheme): StatedThing => ({
  ...{ scheme, owner: orchard, page: 'https://furrow.example/t/01/09520123456788' },
  product: { name: named('Yellow peaches', '黄桃'), gtin: '09520123456788' },
});

/** One passport for every state the page knows, by the name of the state. */
export const states: Readonly<Record<string, Passport>> = {
  recorded,
  'recorded-bare': {
    ...without('origin'),
    stepsLeftOut: 12,
    settling: true,
    asKnownAt: '2026-11-23T09:31:00+08:00',
  },
  'recorded-days': {
    ...recorded,
    journey: journey.map((entry) =>
      entry.kind === 'gap'
        ? { ...entry, from: entry.from.slice(0, 10), until: entry.until.slice(0, 10) }
        : { ...entry, at: entry.at.slice(0, 10) },
    ),
  },
  'recorded-no-hop': {
    ...recorded,
    verdict: 'recorded-no-hop',
    journey: journey.slice(0, 1),
  },
  recalled: {
    ...goods,
    verdict: 'recalled',
    recall: {
      openedAt: '2026-11-22T18:30:00+08:00',
      orderedBy: orchard,
      byRegulator: false,
      reason: named(
        'Listeria was found in a sample of this batch.',
        '该批次的一份样品检出李斯特菌。',
      ),
      advice: named(
        'If you have eaten it and feel unwell, see a doctor and show this page.',
        '如果已经食用并感到不适，请就医并出示本页面。',
      ),
      refund: named(
        'Every shop pays the full price back, also without a receipt.',
        '各门店全额退款，无需小票。',
      ),
      contact: named('Riverbend Orchard, +86 10 5550 0148', '河湾果园，+86 10 5550 0148'),
    },
  },
  'recalled-by-regulator': {
    ...goods,
    verdict: 'recalled',
    recall: {
      openedAt: '2026-11-22T18:30:00+08:00',
      orderedBy: named('Beijing Market Supervision', '北京市场监管局'),
      byRegulator: true,
      reason: named('The label does not name an allergen.', '标签未标明致敏物质。'),
    },
  },
  expired: {
    ...recorded,
    verdict: 'expired',
    batch: { ...goods.batch!, date: { kind: 'best-before', on: '2026-11-21' } },
  },
  'expired-use-by': {
    ...recorded,
    verdict: 'expired',
    batch: {
      ...goods.batch!,
      madeUntil: '2026-11-19',
      date: { kind: 'use-by', on: '2026-11-21' },
    },
  },
  withdrawn: { ...recorded, verdict: 'withdrawn' },
  'used-up': { ...recorded, verdict: 'used-up', usedUpOn: '2026-11-22' },
  'suspected-copy': { ...recorded, verdict: 'suspected-copy' },
  unit: {
    ...without('product', 'batch', 'origin'),
    code: { ...goods.code, kind: 'unit' },
    contents: [named('Yellow peaches', '黄桃'), named('Crown pears', '皇冠梨')],
  },
  sscc: {
    ...without('product', 'batch', 'origin', 'issuer'),
    code: {
      ...{ text: '/00/106141412345678908', kind: 'unit', issuedOn: '2026-11-18' },
      link: 'HTTPS://FURROW.EXAMPLE/00/106141412345678908',
    },
    journey: [],
  },
  product: product('product', '/01/09520123456788'),
  'product-recalled': {
    ...product('product', '/01/09520123456788'),
    ...{ someRecalled: true, pages: [{ title: 'P', href: 'https://x.example/?a&b' }] },
  },
  stated: { verdict: 'stated', code: '12326000000123456', things: [marked('organic')] },
  'stated-recalled': {
    ...{ verdict: 'stated', code: '37010012300000000001' },
    things: [{ ...marked('seed'), batch: '2026-11-18-01', recalled: true }],
  },
  'stated-several': {
    ...{ verdict: 'stated', code: '10050', more: true },
    things: externalSchemes.map((scheme, i) => ({
      ...marked(scheme),
      ...(i === 0 && { someRecalled: true }),
    })),
  },
  'stated-unread': {
    ...{ verdict: 'stated', code: '10050', more: true, othersMayBeRecalled: true },
    things: [marked('food-licence'), marked('food-licence')],
  },
  'unknown-other-scheme': {
    ...{ verdict: 'unknown', code: '12326000000123456', schemes: ['organic', 'seed'] },
  },
  'unregistered-batch': {
    ...product('unregistered', '/01/09520123456788/10/L-9'),
    missing: 'batch',
  },
  'unregistered-serial': {
    ...product('unregistered', '/01/09520123456788/21/7K3M9QTX2WP4H8CX'),
    ...{ missing: 'serial', someRecalled: true },
  },
  unknown: { verdict: 'unknown', code: '7K3M9QTX2WPB' },
  'malformed-character': {
    verdict: 'malformed',
    text: '7K3M9Q!X2WPA',
    fault: 'character',
    position: 7,
  },
  'malformed-length': { verdict: 'malformed', text: '7K3M9QTX2', fault: 'length' },
  'malformed-check': { verdict: 'malformed', text: '7K3M9QXT2WPA', fault: 'check' },
  unavailable: { verdict: 'unavailable', code: '7K3M9QTX2WPA' },
};
