import { instanceMark, lineMark, partyMark } from './model/keys.js';

// What model/keys.ts tells of a name, in SQL. Every argument is an SQL expression of text.

/** Whether a place goes by its party, as nobody registered it. */
export const isUnregisteredSql = (place: string) => `${place} LIKE '%${partyMark}%'`;

/** The party of a place that nobody registered, else the place itself. The index `holding_unregistered` is on this text. */
export const partyInNameSql = (place: string) => `split_part(${place}, '${partyMark}', -1)`;

/** The name that all instances of a unit share. */
export const unitOfSql = (instance: string) => `split_part(${instance}, '${instanceMark}', 1)`;

/** The ref of the event whose releasing line a transit line is. */
export const sendingEventSql = (line: string) => `split_part(${line}, '${lineMark}', 1)::uuid`;
