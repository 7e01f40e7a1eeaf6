import { sqlState, sqlStateOf } from '../platform/index.js';

/** The rows of a statement; none where it would have given two rows the same identifier. */
export async function unlessTaken<Row>(statement: Promise<Row[]>): Promise<Row[]> {
  try {
    return await statement;
  } catch (error) {
    if (sqlStateOf(error) === sqlState.uniqueViolation) return [];
    throw error;
  }
}
