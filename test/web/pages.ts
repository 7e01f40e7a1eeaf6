import type { Complaint } from '../../src/complaints/index.js';
import { qrModules, symbolSvg } from '../../src/symbols/index.js';
import { speechIn } from '../../src/web/catalogue/speech.js';
import { homePage } from '../../src/web/forms/home-page.js';
import { labelsPage } from '../../src/web/forms/labels-page.js';
import { readNewBatch } from '../../src/web/forms/new-batch-form.js';
import { batchRegisteredPage, newBatchPage } from '../../src/web/forms/new-batch-page.js';
import { handOffRequest, readScanFields } from '../../src/web/forms/scan-form.js';
import { scanPage, type FlashWord } from '../../src/web/forms/scan-page.js';
import { readInvitation } from '../../src/web/forms/invitation-form.js';
import { onwardPage } from '../../src/web/forms/onward-page.js';
import { joinPage } from '../../src/web/forms/join-page.js';
import { deskPage } from '../../src/web/forms/desk-page.js';
import { readNewKey } from '../../src/web/forms/key-form.js';
import { complaintPage } from '../../src/web/forms/complaint-page.js';
import { complaintsPage } from '../../src/web/forms/complaints-page.js';
import { receiptPage } from '../../src/web/forms/receipt-page.js';
import { readReport } from '../../src/web/forms/report-form.js';
import { reportPage } from '../../src/web/forms/report-page.js';
import { keysPage } from '../../src/web/forms/keys-page.js';
import { newCodePage, newKeyPage } from '../../src/web/forms/once-page.js';
import { peoplePage, type ShownPerson } from '../../src/web/forms/people-page.js';
import { personPage } from '../../src/web/forms/person-page.js';
import { readSupplier } from '../../src/web/forms/supplier-form.js';
import { supplierPage } from '../../src/web/forms/supplier-page.js';
import { suppliersPage, type ShownSupplier } from '../../src/web/forms/suppliers-page.js';
import { signInPage } from '../../src/web/forms/sign-in-page.js';
import { consumerPage } from '../../src/web/consumer/consumer-page.js';
import { problemPage } from '../../src/web/forms/problem-page.js';
import type { Reading } from '../../src/web/reading.js';
import { now, states } from './passports.js';

type Draw = (reading: Reading) => string;

const in2 = (reading: Reading, english: string, chinese: string) =>
  reading.language === 'en' ? english : chinese;

const named = (name: string) => ({
  name,
  ways: [
    { path: '/desk/batches/new', short: 'way.newBatch', long: 'home.newBatch' },
    { path: '/scan', short: 'way.scan', long: 'home.scan' },
    { path: '/desk/complaints', short: 'way.complaints', long: 'way.complaintsLong' },
    { path: '/desk/people', short: 'way.people', long: 'way.peopleLong' },
    { path: '/desk/suppliers', short: 'way.suppliers', long: 'way.suppliersLong' },
    { path: '/desk/keys', short: 'way.keys', long: 'way.keysLong' },
  ] as const,
});

const firmName = (reading: Reading) => in2(reading, 'Riverbend Orchard', '河湾果园');
const firm = (reading: Reading) => named(firmName(reading));

const places = (reading: Reading) => [
  { id: 'place-1', name: in2(reading, 'Pinggu field 3', '平谷三号果园'), zone: 'Asia/Shanghai' },
  { id: 'place-2', name: in2(reading, 'Packing house', '包装间'), zone: 'Asia/Shanghai' },
];

const newBatch = (fields: URLSearchParams, isSent: boolean): Draw => {
  return (reading) =>
    newBatchPage({
      reading,
      signedInAs: firm(reading),
      formId: '0190f000-0000-7000-8000-000000000001',
      products: [{ id: 'product-1', name: in2(reading, 'Yellow peaches', '黄桃') }],
      places: places(reading),
      units: ['jin', 'KGM', 'TNE', 'H87'],
      fields,
      faults: isSent
        ? readNewBatch(fields, {
            places: places(reading),
            now,
            speech: speechIn(reading.language),
          }).faults
        : [],
      now,
    });
};

const scan =
  (fields: URLSearchParams, word?: FlashWord): Draw =>
  (reading) => {
    const list = readScanFields(fields);
    return scanPage({
      reading,
      signedInAs: named(in2(reading, 'Northway Cold Logistics', '北路冷链物流')),
      formId: '0190f000-0000-7000-8000-000000000002',
      places: places(reading).map(({ id, name }) => ({ value: id, text: name })),
      counterparts: [{ value: 'party-1', text: firmName(reading) }],
      list,
      ...(word && { flash: { word, code: '7K3M9QTX2WPA' } }),
      faults:
        word === 'refused'
          ? handOffRequest(list, 'take-over', speechIn(reading.language)).faults
          : [],
    });
  };

const scanned = new URLSearchParams([
  ['scan', '7K3M9QTX2WPA'],
  ['scan', '/00/095201234567890123'],
  ['place', 'place-2'],
  ['counterpart', 'party-1'],
]);

const person = (reading: Reading, more: Partial<ShownPerson> = {}): ShownPerson => ({
  id: 'person-1',
  login: '138-0000-0000',
  issuer: null,
  name: in2(reading, 'Li Na', '李娜'),
  role: 'editor',
  createdAt: new Date('2026-10-02T01:00:00Z'),
  endedAt: null,
  isSelf: false,
  ...more,
});

const people = (fields: URLSearchParams, isEmpty = false): Draw => {
  return (reading) =>
    peoplePage({
      reading,
      signedInAs: firm(reading),
      people: isEmpty
        ? []
        : [
            person(reading, {
              name: in2(reading, 'Wang Fang', '王芳'),
              role: 'owner',
              isSelf: true,
            }),
            person(reading),
            person(reading, { role: 'viewer', endedAt: new Date('2026-11-20T01:00:00Z') }),
          ],
      older: isEmpty ? undefined : '/desk/people?before=1',
      invitations: isEmpty
        ? []
        : [null, 'person-1'].map((personId, i) => ({
            ...{ id: `code-${i}`, name: person(reading).name, role: 'editor' as const, personId },
            expiresAt: new Date('2026-11-26T04:00:00Z'),
          })),
      fields,
      faults: fields.has('name') ? readInvitation(fields, speechIn(reading.language)).faults : [],
    });
};

const supplierAt = (
  reading: Reading,
  step: 'invited' | 'lapsed' | 'joined' | 'ended',
): ShownSupplier => ({
  supplierPartyId: `party-${step}`,
  introducedAt: new Date('2026-10-02T01:00:00Z'),
  entrance: {
    organisationId: `organisation-${step}`,
    name: in2(reading, 'Stone Bridge Orchard', '石桥果园'),
    isSignedInFor: step === 'joined',
    isEnded: step === 'ended',
    codeExpiresAt: step === 'invited' ? new Date('2026-11-26T04:00:00Z') : null,
  },
});

const suppliers = (fields: URLSearchParams, isEmpty = false): Draw => {
  return (reading) =>
    suppliersPage({
      reading,
      signedInAs: firm(reading),
      suppliers: isEmpty
        ? []
        : (['invited', 'lapsed', 'joined', 'ended'] as const).map((step) =>
            supplierAt(reading, step),
          ),
      older: isEmpty ? undefined : '/desk/suppliers?before=1',
      fields,
      faults: fields.has('name') ? readSupplier(fields, speechIn(reading.language)).faults : [],
    });
};

const supplier = (isRefused: boolean): Draw => {
  return (reading) =>
    supplierPage({
      reading,
      signedInAs: firm(reading),
      supplier: supplierAt(reading, 'invited'),
      fields: new URLSearchParams(),
      faults: isRefused
        ? [{ field: 'ownerName', text: speechIn(reading.language).say('fault.nameLine') }]
        : [],
    });
};

const keys = (fields: URLSearchParams, isEmpty = false): Draw => {
  return (reading) =>
    keysPage({
      reading,
      signedInAs: firm(reading),
      keys: isEmpty
        ? []
        : [null, new Date('2026-11-01T01:00:00Z')].map((revokedAt, i) => ({
            id: `K7M2P9X4A1B${i}`,
            label: in2(reading, 'Scales in the packing house', '包装间的电子秤'),
            scopes: ['read', 'write'] as const,
            expiresAt: new Date('2027-02-01T01:00:00Z'),
            revokedAt,
          })),
      fields,
      faults: fields.has('label') ? readNewKey(fields, speechIn(reading.language)).faults : [],
      now,
    });
};

const report = (fields: URLSearchParams, isSent: boolean): Draw => {
  return (reading) =>
    reportPage({
      ...{ reading, once: '0190f000-0000-7000-8000-000000000001', fields },
      faults: isSent ? readReport(fields, speechIn(reading.language)).faults : [],
    });
};

const complaintAt = (reading: Reading, isClosed: boolean): Complaint => ({
  ...{ id: 'complaint-1', organisationId: 'firm', batchId: null },
  ...{ code: '/t/7K3M9QTX2WPA', kind: 'foreign-body', language: 'en', boughtOn: '2026-11-20' },
  words: in2(reading, 'A stone was in it.\nSee the photo.', '里面有石头。\n见照片。'),
  shop: in2(reading, 'Corner shop', '街角小店'),
  ...{ place: null, contact: '13800000000' },
  photos: [{ id: 'photo-1', mediaType: 'image/jpeg', size: 1, sha256: '' }],
  receivedAt: new Date('2026-11-21T01:00:00Z'),
  seenAt: isClosed ? new Date('2026-11-21T02:00:00Z') : null,
  answeredAt: isClosed ? new Date('2026-11-21T03:00:00Z') : null,
  answer: isClosed ? in2(reading, 'A sieve broke.', '筛网破了。') : null,
  closedAt: isClosed ? new Date('2026-11-22T03:00:00Z') : null,
  closingWord: isClosed ? in2(reading, 'Mended.', '已修好。') : null,
});

const receipt = (isClosed: boolean, isForgotten = false): Draw => {
  return (reading) =>
    receiptPage({
      ...{ reading, isForgotten },
      receipt: { ...complaintAt(reading, isClosed), number: '7K3M9QTX2WPA7K3M' },
    });
};

const complaints = (isEmpty: boolean): Draw => {
  return (reading) =>
    complaintsPage({
      ...{ reading, signedInAs: firm(reading), isOverseer: isEmpty },
      complaints: isEmpty ? [] : [complaintAt(reading, false), complaintAt(reading, true)],
      older: isEmpty ? undefined : '/desk/complaints?before=1',
    });
};

const complaint = (isClosed: boolean, faults: readonly string[] = []): Draw => {
  return (reading) =>
    complaintPage({
      ...{ reading, signedInAs: firm(reading), isOwn: true, fields: new URLSearchParams() },
      complaint: complaintAt(reading, isClosed),
      faults: faults.map((field) => ({
        field,
        text: speechIn(reading.language).say('fault.answerWords', { most: 2000 }),
      })),
    });
};

/** Every page there is, in every state, by name. */
export const pages: Readonly<Record<string, Draw>> = {
  ...Object.fromEntries(
    Object.entries(states).map(([name, passport]): [string, Draw] => [
      name,
      (reading) => consumerPage(passport, reading, now),
    ]),
  ),
  home: (reading) => homePage(reading),
  'sign-in': (reading) => signInPage({ reading, hasAccounts: true, next: '/scan' }),
  'sign-in-refused': (reading) =>
    signInPage({ reading, hasAccounts: true, next: '/scan', fault: 'refused' }),
  'sign-in-account-unknown': (reading) =>
    signInPage({ reading, hasAccounts: true, next: '/', fault: 'unknown' }),
  // Its one link leads to the issuer that the operator chose; here it leads home.
  'on-to-the-issuer': (reading) => onwardPage({ reading, address: '/', to: 'issuer' }),
  'signed-in': (reading) => onwardPage({ reading, address: '/', to: 'signedIn' }),
  join: (reading) => joinPage({ reading, hasAccounts: true }),
  'new-batch': newBatch(new URLSearchParams('unit=jin&place=place-1&day=2026-11-23'), false),
  'new-batch-faults': newBatch(new URLSearchParams('quantity=1,250&unit=jin&day=2026-12-24'), true),
  'batch-registered': (reading) =>
    batchRegisteredPage({
      reading,
      signedInAs: firm(reading),
      productName: in2(reading, 'Yellow peaches', '黄桃'),
      number: '2026-11-23-01',
      code: '7K3M9QTX2WPA',
      amount: { value: '500', unit: 'jin' },
      madeOn: '2026-11-23',
      making: 'harvest',
      labelsPath: '/desk/batches/1/labels',
      publicPath: '/t/7K3M9QTX2WPA',
    }),
  labels: (reading) =>
    labelsPage({
      reading,
      signedInAs: firm(reading),
      label: {
        productName: in2(reading, 'Yellow peaches', '黄桃'),
        code: '7K3M9QTX2WPA',
        number: '2026-11-23-01',
        madeOn: '2026-11-23',
        making: 'harvest',
        date: { kind: 'best-before', on: '2026-12-07' },
        qrSvg: symbolSvg(qrModules('HTTPS://FURROW.EXAMPLE/T/7K3M9QTX2WPA')),
      },
      batchPath: '/desk/batches/1',
      copies: 12,
    }),
  scan: scan(new URLSearchParams()),
  'scan-added': scan(scanned, 'added'),
  'scan-twice': scan(scanned, 'twice'),
  'scan-recalled': scan(scanned, 'recalled'),
  'scan-count': scan(
    new URLSearchParams([
      ...scanned,
      ['amount-7K3M9QTX2WPA', '12,5'],
      ['unit-7K3M9QTX2WPA', 'KGM'],
    ]),
    'refused',
  ),
  'scan-faults': scan(new URLSearchParams(), 'refused'),
  desk: (reading) => deskPage(reading, firm(reading)),
  'desk-nothing': (reading) => deskPage(reading, { ...firm(reading), ways: [] }),
  people: people(new URLSearchParams()),
  'people-none': people(new URLSearchParams(), true),
  'people-faults': people(new URLSearchParams('name=&role=admin')),
  person: (reading) =>
    personPage({ reading, signedInAs: firm(reading), person: person(reading), faults: [] }),
  'person-self': (reading) =>
    personPage({
      reading,
      signedInAs: firm(reading),
      person: person(reading, { isSelf: true }),
      faults: [],
    }),
  'new-code': (reading) =>
    newCodePage({
      reading,
      signedInAs: firm(reading),
      text: 'K7M2P9X4A1B2K7M2P9X4A1',
      name: person(reading).name,
      hours: 72,
      joinAddress: 'HTTPS://FURROW.EXAMPLE/JOIN',
      back: { path: '/desk/people', text: speechIn(reading.language).say('people.back') },
    }),
  suppliers: suppliers(new URLSearchParams()),
  'suppliers-none': suppliers(new URLSearchParams(), true),
  'suppliers-faults': suppliers(new URLSearchParams('name=&role=x&uscc=1&division=37')),
  supplier: supplier(false),
  'supplier-faults': supplier(true),
  report: report(new URLSearchParams('code=7K3M9QTX2WPA'), false),
  'report-faults': report(new URLSearchParams('boughtOn=2026&website=x'), true),
  receipt: receipt(false),
  'receipt-closed': receipt(true, true),
  complaints: complaints(false),
  'complaints-none': complaints(true),
  complaint: complaint(false),
  'complaint-faults': complaint(false, ['answer']),
  'complaint-closed': complaint(true),
  keys: keys(new URLSearchParams()),
  'keys-none': keys(new URLSearchParams(), true),
  'keys-faults': keys(new URLSearchParams('label=&days=400')),
  'new-key': (reading) =>
    newKeyPage({
      reading,
      signedInAs: firm(reading),
      text: `fk_K7M2P9X4A1B2_${'K7M2P9X4'.repeat(6)}`,
      label: in2(reading, 'Scales', '电子秤'),
      expiresAt: '2027-02-01T01:00:00Z',
    }),
  'problem-404': (reading) => problemPage({ status: 404, code: 'not-found' }, reading),
  'problem-409': (reading) =>
    problemPage(
      { status: 409, code: 'not-enough', detail: 'The place holds 30.', requestId: 'r-1' },
      reading,
    ),
  'problem-500': (reading) =>
    problemPage({ status: 500, code: 'internal', detail: 'secret', requestId: 'r-1' }, reading),
};
