// Goal: a place is told only where a network is known to be near it. Method: a database of networks, read as a deployer's is.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { writeNetworkPlaces } from '../../test/support/network-places-file.js';
import { readNetworkPlaces, type PlaceOf } from './network-places.js';

let folder: string;
let placeOf: PlaceOf;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'furrow-places-'));
  const file = path.join(folder, 'places.mmdb');
  const qingdao = { country: 'CN', part: 'SD', latitude: 36.07, longitude: 120.38 };
  await writeNetworkPlaces(file, [
    { network: '198.51.100', ...qingdao },
    { network: '203.0.113', ...qingdao, within: 200 },
    { network: '203.0.114', ...qingdao, within: 201 },
    { network: '192.0.2', country: 'CN', latitude: 34.77, longitude: 113.72 },
  ]);
  placeOf = await readNetworkPlaces(file);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const near = { region: 'CN-SD', latitude: 36, longitude: 120.5 };

test.each([
  ['in a part of a country', '198.51.100.7', near],
  ['as near as its database is sure of', '203.0.113.7', near],
  ['somewhere within more than that', '203.0.114.7', undefined],
  ['in a country, of which the middle is given', '192.0.2.7', undefined],
  ['nowhere that is known', '100.64.0.1', undefined],
  ['no address', 'unknown', undefined],
])('a network %s (%s) is at %j', (_where, address, place) => {
  expect(placeOf(address)).toEqual(place);
});

test('without a database nobody is anywhere', async () => {
  expect((await readNetworkPlaces(null))('198.51.100.7')).toBeUndefined();
});
