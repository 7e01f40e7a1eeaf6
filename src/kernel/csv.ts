/** A row of CSV (RFC 4180), its end included; null is an empty cell. */
export function csvRow(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

/**
 * Texts stand in quotation marks, leading zeros or not. A spreadsheet takes a text for a formula by how it begins; behind an
 * apostrophe it is a text.
 */
function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return `"${safe.replaceAll('"', '""')}"`;
}
