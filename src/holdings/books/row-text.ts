import { canonicalJson, type Json } from '../../kernel/index.js';
import { flowKeys, moveKeys } from './books.js';
import type { Flow, Key, Line, Posted, UnitMove, Where, Work } from '../model/model.js';

/** Texts that are equal for equal rows, wherever the rows have been in between. */
export function isSameOutcome(a: Posted, b: Posted): boolean {
  return outcomeText(a) === outcomeText(b);
}

function outcomeText({ touches, flows, moves }: Posted): string {
  return [...touches, ...flows.map(flowText), ...moves.map(moveText)].join('\n');
}

/** The rows of a posting by the key whose state they change. */
export function rowsByKey(posted: Posted | undefined): Map<Key, string> {
  const rows = new Map<Key, string>();
  const add = (key: Key, text: string) => rows.set(key, `${rows.get(key) ?? ''}${text}\n`);
  for (const flow of posted?.flows ?? []) {
    for (const key of new Set(flowKeys(flow))) add(key, flowText(flow));
  }
  for (const move of posted?.moves ?? []) {
    for (const key of new Set(moveKeys(move))) add(key, moveText(move));
  }
  return rows;
}

export function workText(work: Work): string {
  const plain = JSON.stringify(work, (_, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
  return canonicalJson(JSON.parse(plain) as Json);
}

function flowText(flow: Flow): string {
  const { from, to, amount, least, most, evidence, place, reason } = flow;
  return [lineText(from), lineText(to), amount, least, most, evidence, place, reason].join('\t');
}

function moveText(move: UnitMove): string {
  const { instance, from, to, custody, owner, since, implied } = move;
  return [instance, whereText(from), whereText(to), custody, owner, since, implied].join('\t');
}

function lineText({ holder, product, uom, batch, owner, book }: Line): string {
  return [holder.kind, holder.id, product, uom, batch, owner, book].join('\t');
}

function whereText(where: Where | null): string {
  if (!where || where.kind === 'gone') return where?.kind ?? '';
  if (where.kind === 'transit') return ['transit', where.id, where.from, where.to].join(' ');
  return `${where.kind} ${where.id}`;
}
