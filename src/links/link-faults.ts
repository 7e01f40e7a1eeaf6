import type { Fault } from '../kernel/index.js';
import { isForPeople } from './link.js';

/** What of a new link has to be asked before it can be one. */
interface Wished {
  readonly href: string;
  readonly mediaType: string | null;
  readonly isDefault: boolean;
  readonly batch: string | null;
  readonly serial: string | null;
}

/** What is wrong with a link of a product, when this service is published at `publicUrl`. */
export function linkFaults(
  { href, mediaType, isDefault, batch, serial }: Wished,
  { hasGtin, publicUrl }: { readonly hasGtin: boolean; readonly publicUrl: string },
): Fault[] {
  const faults: Fault[] = [];
  if (!hasGtin) {
    faults.push({
      pointer: '',
      detail: 'the product has no GTIN, so no Digital Link leads to its links',
    });
  }
  // A link from an address of ours to another may lead round in a circle.
  if (new URL(href).origin === new URL(publicUrl).origin) {
    faults.push({
      pointer: '/href',
      detail: 'is an address of this service, which gives those by itself',
    });
  }
  if (batch !== null && serial !== null) {
    const detail = 'names one piece whether or not its batch is told; leave batch out';
    faults.push({ pointer: '/serial', detail });
  }
  if (isDefault && !isForPeople({ mediaType })) {
    const detail = 'must be text/html, or left out, of a default: a browser always ends on a page';
    faults.push({ pointer: '/mediaType', detail });
  }
  return faults;
}
