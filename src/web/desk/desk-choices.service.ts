import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/index.js';
import { LocationsService, PartiesService, type Location } from '../../parties/index.js';
import { ProductsService } from '../../products/index.js';
import type { Speech } from '../catalogue/speech.js';
import type { SignedIn } from '../forms/form-page.js';
import { waysOf } from './desk-ways.js';

/** A form offers so many products and places; whoever has more has a system of its own. */
const choicesMax = 200;
const firstPage = { before: undefined, limit: choicesMax };

/** One's own name, and what of one's own the forms let one choose from. */
@Injectable()
export class DeskChoicesService {
  constructor(
    private readonly parties: PartiesService,
    private readonly products: ProductsService,
    private readonly locations: LocationsService,
  ) {}

  /** One's own name as others see it in the reader's language, and where one may go. */
  async signedIn(actor: Actor, { name }: Speech): Promise<SignedIn> {
    const { name: text, names: versions } = await this.parties.get(actor, actor.partyId);
    return { name: name({ text, versions }), ways: waysOf(actor) };
  }

  /** By the name that they have in the reader's language. */
  async productsOf(
    actor: Actor,
    { name }: Speech,
  ): Promise<{ readonly id: string; readonly name: string }[]> {
    const products = await this.products.list(actor, { ...firstPage, itemCode: undefined });
    return products.map((product) => ({
      id: product.id,
      name: name({ text: product.name, versions: product.names }),
    }));
  }

  async placesOf(actor: Actor): Promise<Location[]> {
    return this.locations.list(actor, { ...firstPage, partyId: actor.partyId });
  }
}
