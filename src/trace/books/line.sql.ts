import type { Holder, Line } from '../../holdings/index.js';

/** Columns of one end of a flow, named `link` in the statement. */
export const lineColumns = (end: 'from' | 'to') => `
  link.${end}_kind, link.${end}_holder, link.${end}_product, link.${end}_uom, link.${end}_batch, link.${end}_owner,
  link.${end}_book`;

export type End<Name extends 'from' | 'to'> = Readonly<
  Record<`${Name}_holder` | `${Name}_product` | `${Name}_uom`, string> &
    Record<`${Name}_batch` | `${Name}_owner`, string | null> &
    Record<`${Name}_kind`, Holder['kind']> &
    Record<`${Name}_book`, Line['book']>
>;

export function lineFrom(row: End<'from'>): Line {
  return {
    holder: { kind: row.from_kind, id: row.from_holder },
    product: row.from_product,
    uom: row.from_uom,
    batch: row.from_batch,
    owner: row.from_owner,
    book: row.from_book,
  };
}

export function lineTo(row: End<'to'>): Line {
  return {
    holder: { kind: row.to_kind, id: row.to_holder },
    product: row.to_product,
    uom: row.to_uom,
    batch: row.to_batch,
    owner: row.to_owner,
    book: row.to_book,
  };
}
