import {
  convert,
  faultyRequest,
  invalidRequest,
  Problem,
  wholeAmount,
  type Fault,
} from '../kernel/index.js';
import type { ActivityRequest, GoodsRequest } from './activities.dto.js';

type Request = Pick<ActivityRequest, 'goods' | 'units' | 'outputs' | 'loss' | 'gain'>;

/**
 * A refusal of the event that a request became, told in the members of the request: people never see the event.
 * `buildEvent` puts goods with amounts into the quantity lists in their order, and item codes, then units, into the
 * lists of instances.
 */
export function inWordsOfRequest(error: unknown, request: Request): unknown {
  if (!(error instanceof Problem) || error.kind !== invalidRequest) return error;
  const errors = error.errors.map((fault) => told(fault, request));
  // The summary counts all faults, of which the list may hold only the first.
  const detail = error.message.replace(error.errors[0]?.pointer ?? '', errors[0]?.pointer ?? '');
  return new Problem(error.kind, detail, errors, error.members);
}

function told({ pointer, detail }: Fault, request: Request): Fault {
  const [, list = '', text = '', member = ''] = pointer.split('/');
  const position = Number(text);
  const lines = (request.goods ?? []).map((line, i) => ({ line, i }));
  if (list === 'outputQuantityList') {
    const seat = member === 'uom' ? '/quantity/unit' : '';
    return { pointer: `/outputs/${position}${seat}`, detail };
  }
  if (list.endsWith('uantityList')) {
    const found = lines.filter(({ line }) => line.items === undefined)[position];
    if (found !== undefined) {
      return { pointer: `/goods/${found.i}${seatOf(member, found.line)}`, detail };
    }
  }
  if (/^(?:epcList|childEPCs|inputEPCList)$/.test(list)) {
    const items = lines.flatMap(({ line, i }) =>
      (line.items ?? []).map((_, n) => `/goods/${i}/items/${n}`),
    );
    return { pointer: items[position] ?? `/units/${position - items.length}`, detail };
  }
  return { pointer, detail };
}

function seatOf(member: string, line: GoodsRequest): string {
  if (member === 'uom') return '/quantity/unit';
  return `/${line.what === undefined ? (line.batchId === undefined ? 'productId' : 'batchId') : 'what'}`;
}

/** Refuses a declared loss or gain in a unit that none of the goods is told in. */
export function refuseUnfitBalance(request: Request): void {
  const units = [...(request.goods ?? []), ...(request.outputs ?? [])].flatMap(
    ({ quantity }) => quantity?.unit ?? [],
  );
  for (const name of ['loss', 'gain'] as const) {
    const unit = request[name]?.quantity.unit;
    if (unit === undefined || units.some((each) => isLike(unit, each))) continue;
    const pointer = `/${name}/quantity/unit`;
    const detail = 'is no unit that can be converted into those of the goods';
    throw faultyRequest([{ pointer, detail }]);
  }
}

function isLike(unit: string, other: string): boolean {
  return convert(wholeAmount(1), unit, other) !== undefined;
}
