/**
 * Whether an organisation is in a jurisdiction: SQL of the organisation's row and of how the divisions begin that are
 * overseen. One whose division nobody knows is overseen by whoever oversees the whole country; null oversees nobody.
 */
export function isOverseenSql(organisation: string, oversees: string): string {
  return `starts_with(coalesce(${organisation}.division, ''), ${oversees})`;
}
