/** A credential ended by another process is refused here after this long at the latest. */
const rememberedMilliseconds = 1_000;
/** Beyond this many credentials a second, looking them up costs less than remembering them. */
const holdersMax = 10_000;

/**
 * Whose credentials were seen within the last second. A scanner or an ERP sends many requests with one credential, and the
 * look-up would be the only statement of many of them.
 */
export class KnownHolders<Holder extends { readonly id: string }> {
  private readonly holders = new Map<string, { readonly holder: Holder; readonly at: number }>();

  find(id: string, now: number): Holder | undefined {
    const known = this.holders.get(id);
    if (known === undefined) return undefined;
    const age = now - known.at;
    if (age >= 0 && age < rememberedMilliseconds) return known.holder;
    this.holders.delete(id);
    return undefined;
  }

  remember(holder: Holder, now: number): void {
    if (this.holders.size >= holdersMax) this.holders.clear();
    this.holders.set(holder.id, { holder, at: now });
  }

  forget(id: string): void {
    this.holders.delete(id);
  }

  forgetAll(): void {
    this.holders.clear();
  }
}
