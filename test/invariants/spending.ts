import { expect } from '@jest/globals';
import type { OwnGoodsView } from '../../src/handoffs/own-goods.dto.js';
import type { World } from '../cases/world.js';

/**
 * Many clients take 1 kg of one holding at once, again and again, as acts: mostly sales, here and there a shipping.
 * Half of what they ask for is there. Every answer is a success or a refusal, and what left is what was there.
 */
export async function spendAtOnce(world: World, clients: number, rounds: number): Promise<void> {
  const amount = Math.floor((clients * rounds) / 2);
  await world.make('W', 'A', String(amount), { hour: 1 });
  await world.trader('S');
  const goods = world.goods('A 1');
  const answers = new Map<string, number>();
  const client = async () => {
    for (let round = 0; round < rounds; round += 1) {
      // Each of an id of its own: the same act told twice would be one act.
      const eventId = `urn:uuid:${world.service.random.uuid()}`;
      const hour = 2 + round / 1000;
      const ships = round % 10 === 0;
      const { status, body } = ships
        ? await world.ship('W', 'S', 'A 1', hour, { eventId })
        : await world.tell('W', { activity: 'sell', at: world.at(hour), goods, eventId });
      const answer = `${ships ? 'ship' : 'sell'} ${status}`;
      // The one refusal that is right here. Above all no 5xx: whoever waits for the others gets an answer all the same.
      const isRefusal = status === 409 && body.code === 'not-enough-goods';
      if (status !== 201 && !isRefusal) throw new Error(`${answer}: ${JSON.stringify(body)}`);
      answers.set(answer, (answers.get(answer) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const count = (answer: string) => answers.get(answer) ?? 0;
  expect(count('ship 201') + count('sell 201')).toBe(amount);
  expect(count('ship 409') + count('sell 409')).toBe(clients * rounds - amount);
  expect(await leftOf(world)).toEqual({ atPlace: 0, onTheWay: count('ship 201'), booked: 0 });
}

async function leftOf(world: World) {
  const { key } = await world.trader('W');
  const path = `/api/v1/batches/${world.batches.get('A') ?? ''}/holdings`;
  const { body } = await world.service.send<OwnGoodsView>('GET', path, { key });
  const sum = (lines: readonly { quantity: { value: string } }[]) =>
    lines.reduce((total, { quantity }) => total + Number(quantity.value), 0);
  const isThere = ({ placeId }: { placeId?: string }) => placeId !== undefined;
  return {
    atPlace: sum(body.holdings.filter(isThere)),
    onTheWay: sum(body.holdings.filter((line) => !isThere(line))),
    booked: sum([...body.unaccountedIn, ...body.unaccounted]),
  };
}
