import { digitalLink, gs1Uri } from '../identifiers/index.js';
import { isUuid } from '../kernel/index.js';

/** Canonical keys and our ids as URIs that partners can read; native codes live at our own address. */
export class Uris {
  constructor(private readonly publicUrl: string) {}

  ofKey(key: string): string {
    return gs1Uri(key) ?? (key.startsWith('/') ? digitalLink(key, this.publicUrl) : key);
  }

  ofBatch({
    id,
    gtin,
    number,
    code,
  }: {
    id: string;
    gtin: string | null;
    number: string | null;
    code: string | null;
  }): string {
    if (gtin !== null && number !== null) {
      return this.ofKey(`/01/${gtin}/10/${encodeURIComponent(number)}`);
    }
    return code === null ? `urn:uuid:${id}` : this.ofKey(`/t/${code}`);
  }

  ofProduct({ id, gtin }: { readonly id: string; readonly gtin: string | null }): string {
    return gtin === null ? `urn:uuid:${id}` : this.ofKey(`/01/${gtin}`);
  }

  ofPlace({
    id,
    gln,
    glnExtension,
  }: {
    id: string;
    gln: string | null;
    glnExtension: string | null;
  }): string {
    if (gln === null) return `urn:uuid:${id}`;
    const extension = glnExtension === null ? '' : `/254/${encodeURIComponent(glnExtension)}`;
    return this.ofKey(`/414/${gln}${extension}`);
  }

  ofParty({ id, gln }: { readonly id: string; readonly gln: string | null }): string {
    return gln === null ? `urn:uuid:${id}` : this.ofKey(`/417/${gln}`);
  }
}

/** The eventID that an author's id is on the wire: a UUID is a fine id for a person, and a URI there. */
export function eventIdOf(id: string | undefined): string | undefined {
  return id !== undefined && isUuid(id) ? `urn:uuid:${id.toLowerCase()}` : id;
}
