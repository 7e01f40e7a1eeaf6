import { Injectable } from '@nestjs/common';
import { lockOrganisation, type Actor } from '../access/index.js';
import { faultyRequest, notFound, Problem } from '../kernel/index.js';
import { appendFeed } from '../log/index.js';
import { Clock, Config, Database, Random, type Reader, type Tx } from '../platform/index.js';
import { ProductsService, type Product } from '../products/index.js';
import { parseHref } from './href.js';
import { linkFaults } from './link-faults.js';
import { parseOwnersLinkType } from './link-type.js';
import { linksMax, type ProductLink } from './link.js';
import { tooManyLinks } from './links.problems.js';
import { countLinks, deleteLink, endDefault, insertLink, selectLinks } from './links.store.js';

/** A link as its owner gives it; what is left out is as usual. */
export interface NewLink {
  readonly linkType: string;
  readonly href: string;
  readonly title: string;
  readonly hreflang?: readonly string[];
  readonly mediaType?: string;
  readonly context?: readonly string[];
  readonly forwardQuery?: boolean;
  readonly isDefault?: boolean;
  readonly batch?: string;
  readonly serial?: string;
}

/** Adds, lists and takes away the links that organisations give their own products. */
@Injectable()
export class LinksService {
  constructor(
    private readonly database: Database,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly products: ProductsService,
  ) {}

  async add(actor: Actor, productId: string, request: NewLink): Promise<ProductLink> {
    const { organisationId } = actor;
    const link = this.newLink(organisationId, productId, request);
    return this.database.transaction(
      async (tx) => {
        // Two at once would both see room for one more, and both be the default.
        await lockOrganisation(tx, organisationId);
        const product = await this.ownProduct(tx, actor, productId);
        const hasGtin = [product, ...product.packLevels].some(({ gtin }) => gtin != null);
        const faults = linkFaults(link, { hasGtin, publicUrl: this.config.publicUrl });
        if (faults.length > 0) throw faultyRequest(faults);
        if ((await countLinks(tx, link)) >= linksMax) throw tooMany();
        if (link.isDefault) await endDefault(tx, link);
        await insertLink(tx, link);
        this.log(tx, 'link-added', link);
        return link;
      },
      { organisationId },
    );
  }

  async list(
    actor: Actor,
    productId: string,
    page: { readonly before: string | undefined; readonly limit: number },
  ): Promise<ProductLink[]> {
    const { organisationId } = actor;
    const reader = this.database.as({ organisationId });
    await this.ownProduct(reader, actor, productId);
    return selectLinks(reader, { organisationId, productId }, page);
  }

  async remove(
    { organisationId }: Actor,
    { productId, id }: Pick<ProductLink, 'productId' | 'id'>,
  ): Promise<void> {
    const link = { organisationId, productId, id };
    await this.database.transaction(
      async (tx) => {
        if (!(await deleteLink(tx, link))) {
          throw new Problem(notFound, 'Your product has no such link.');
        }
        this.log(tx, 'link-removed', link);
      },
      { organisationId },
    );
  }

  private log(
    tx: Tx,
    kind: string,
    { organisationId, productId, id }: Pick<ProductLink, 'organisationId' | 'productId' | 'id'>,
  ): void {
    const recordedAt = new Date(this.clock.now());
    const row = { id: this.random.uuid(), organisationId, kind, subject: id, recordedAt };
    appendFeed(tx, [{ ...row, payload: { productId } }]);
  }

  private async ownProduct(reader: Reader, actor: Actor, id: string): Promise<Product> {
    const product = await this.products.findOwn(reader, actor, id);
    if (product === undefined) throw new Problem(notFound, 'You have no such product.');
    return product;
  }

  private newLink(organisationId: string, productId: string, request: NewLink): ProductLink {
    const { title, hreflang = [], mediaType = null, context = [] } = request;
    const { forwardQuery = true, isDefault = false, batch = null, serial = null } = request;
    return {
      ...{ id: this.random.uuid(), organisationId, productId, batch, serial },
      ...{ linkType: parseOwnersLinkType(request.linkType), href: parseHref(request.href), title },
      ...{ hreflang, mediaType, context, forwardQuery, isDefault },
      createdAt: new Date(this.clock.now()),
    };
  }
}

function tooMany(): Problem {
  const detail = `A product has at most ${linksMax} links; take one away first.`;
  return new Problem(tooManyLinks, detail);
}
