import { qrSvg } from '../../src/codes/qr.js';
import { speechIn } from '../../src/web/catalogue/speech.js';
import { homePage } from '../../src/web/forms/home-page.js';
import { labelsPage } from '../../src/web/forms/labels-page.js';
import { readNewBatch } from '../../src/web/forms/new-batch-form.js';
import { batchRegisteredPage, newBatchPage } from '../../src/web/forms/new-batch-page.js';
import { handOffRequest, readScanFields } from '../../src/web/forms/scan-form.js';
import { scanPage, type FlashWord } from '../../src/web/forms/scan-page.js';
import { onwardPage } from '../../src/web/forms/onward-page.js';
import { joinPage } from '../../src/web/forms/join-page.js';
import { signInPage } from '../../src/web/forms/sign-in-page.js';
import { consumerPage } from '../../src/web/consumer/consumer-page.js';
import { problemPage } from '../../src/web/forms/problem-page.js';
import type { Reading } from '../../src/web/reading.js';
import { now, states } from './passports.js';

type Draw = (reading: Reading) => string;

const in2 = (reading: Reading, english: string, chinese: string) =>
  reading.language === 'en' ? english : chinese;

const firm = (reading: Reading) => in2(reading, 'Riverbend Orchard', '河湾果园');

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
      signedInAs: in2(reading, 'Northway Cold Logistics', '北路冷链物流'),
      formId: '0190f000-0000-7000-8000-000000000002',
      places: places(reading).map(({ id, name }) => ({ value: id, text: name })),
      counterparts: [{ value: 'party-1', text: firm(reading) }],
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
        qrSvg: qrSvg('HTTPS://FURROW.EXAMPLE/T/7K3M9QTX2WPA'),
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
  'problem-404': (reading) => problemPage({ status: 404, code: 'not-found' }, reading),
  'problem-409': (reading) =>
    problemPage(
      { status: 409, code: 'not-enough', detail: 'The place holds 30.', requestId: 'r-1' },
      reading,
    ),
  'problem-500': (reading) =>
    problemPage({ status: 500, code: 'internal', detail: 'secret', requestId: 'r-1' }, reading),
};
