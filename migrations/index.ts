import { Platform1790000000001 } from './0001-platform.js';
import type { Migration } from '../src/platform/index.js';

/** Every migration, oldest first. Each is forward only and never edited once landed. */
export const migrations: readonly Migration[] = [Platform1790000000001];
