import type { KeyHolder } from './access.store.js';

/** A key revoked by another process is refused here after this long at the latest. */
const rememberedMilliseconds = 1_000;
/** Beyond this many keys a second, looking them up costs less than remembering them. */
const keysMax = 10_000;

/**
 * The keys seen within the last second. A scanner or an ERP sends many requests with one key, and the look-up would be
 * the only statement of many of them.
 */
export class KnownKeys {
  private readonly holders = new Map<string, { readonly holder: KeyHolder; readonly at: number }>();

  find(id: string, now: number): KeyHolder | undefined {
    const known = this.holders.get(id);
    if (known === undefined) return undefined;
    const age = now - known.at;
    if (age >= 0 && age < rememberedMilliseconds) return known.holder;
    this.holders.delete(id);
    return undefined;
  }

  remember(holder: KeyHolder, now: number): void {
    if (this.holders.size >= keysMax) this.holders.clear();
    this.holders.set(holder.id, { holder, at: now });
  }

  forget(id: string): void {
    this.holders.delete(id);
  }
}
