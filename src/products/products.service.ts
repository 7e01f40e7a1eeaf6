import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { parseGtin } from '../identifiers/index.js';
import { invalidRequest, notFound, present, Problem, type Fault } from '../kernel/index.js';
import { appendFeed } from '../log/index.js';
import { Clock, Database, Random, type Reader, type Tx } from '../platform/index.js';
import type { PackLevel } from './packing.js';
import { packChangeFaults, productFaults } from './product-rules.js';
import type { Product, ProductProfile } from './product.js';
import { productExists } from './products.problems.js';
import {
  claimGtin,
  claimPackGtins,
  insertProduct,
  lockOwnProduct,
  selectOwnProducts,
  selectProduct,
  selectProductByGtin,
  updateProduct,
} from './products.store.js';

/** A product as it comes in; what is left out is not known, or as usual. */
export type NewProduct = Pick<Product, 'name' | 'unit'> &
  Partial<ProductProfile & Pick<Product, 'gtin' | 'itemCode' | 'blending' | 'catchWeight'>>;

/** Registering, changing and finding what is traded. */
@Injectable()
export class ProductsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** A GTIN that was only mentioned in events keeps its product, and all that was recorded about it. */
  async register(actor: Actor, request: NewProduct): Promise<Product> {
    const product = this.newProduct(actor, request);
    refuse([...identityFaults(product), ...productFaults(product)]);
    return this.database.transaction(
      async (tx) => {
        await this.refuseTakenItemCode(tx, actor, product);
        const id = await this.claim(tx, product);
        await claimPacks(tx, { ...product, id });
        const registered = await insertProduct(tx, { ...product, id });
        if (registered === undefined) throw itemCodeTaken(product);
        this.log(tx, 'product-registered', registered);
        return registered;
      },
      { organisationId: actor.organisationId },
    );
  }

  async change(actor: Actor, id: string, changes: Partial<ProductProfile>): Promise<Product> {
    const { organisationId } = actor;
    return this.database.transaction(
      async (tx) => {
        const before = await lockOwnProduct(tx, organisationId, id);
        if (before === undefined) throw absent();
        const now = new Date(this.clock.now());
        const after = { ...before, ...canonical(changes), updatedAt: now };
        refuse([...productFaults(after), ...packChangeFaults(before, after)]);
        await claimPacks(tx, after);
        const changed = present(await updateProduct(tx, after), 'the product locked above');
        this.log(tx, 'product-changed', changed);
        return changed;
      },
      { organisationId },
    );
  }

  async get(actor: Actor, id: string): Promise<Product> {
    const product = await this.findSeen(actor, id);
    if (product === undefined) throw absent();
    return product;
  }

  /** A product of one's own, or one whose GTIN makes it public. */
  async findSeen({ organisationId }: Actor, id: string): Promise<Product | undefined> {
    const product = await selectProduct(this.database.as({ organisationId }), id);
    const isSeen = product?.organisationId === organisationId || product?.gtin != null;
    return isSeen ? product : undefined;
  }

  /** In the transaction of a larger use case: a second connection here would wait for itself when all are taken. */
  async findOwn(reader: Reader, actor: Actor, id: string): Promise<Product | undefined> {
    const product = await selectProduct(reader, id);
    return product?.organisationId === actor.organisationId ? product : undefined;
  }

  async findByGtin(gtin: string): Promise<Product[]> {
    const reader = this.database.as({ role: 'trace' });
    const product = await selectProductByGtin(reader, parseGtin(gtin));
    return product === undefined ? [] : [product];
  }

  async list(
    { organisationId }: Actor,
    page: {
      readonly itemCode: string | undefined;
      readonly before: string | undefined;
      readonly limit: number;
    },
  ): Promise<Product[]> {
    return selectOwnProducts(this.database.as({ organisationId }), organisationId, page);
  }

  /** The id under which a product is registered: that of the row which its GTIN has, if it was mentioned. */
  private async claim(tx: Tx, { gtin, id }: Product): Promise<string> {
    if (gtin === null) return id;
    const { productId, isRegistered } = await claimGtin(tx, gtin, id);
    if (!isRegistered) return productId;
    const detail = 'is the GTIN of a product that is registered; use that product';
    throw new Problem(productExists, `${gtin} ${detail}.`, [{ pointer: '/gtin', detail }], {
      productId,
    });
  }

  /** Asked before, since the refusal of an insertion names no row and ends the transaction. */
  private async refuseTakenItemCode(tx: Tx, actor: Actor, product: Product): Promise<void> {
    const { itemCode } = product;
    if (itemCode === null) return;
    const page = { itemCode, before: undefined, limit: 1 };
    const [taken] = await selectOwnProducts(tx, actor.organisationId, page);
    if (taken !== undefined) throw itemCodeTaken(product, { productId: taken.id });
  }

  private newProduct({ organisationId }: Actor, request: NewProduct): Product {
    const now = new Date(this.clock.now());
    return {
      names: {},
      category: null,
      dateType: 'none',
      shelfLifeDays: null,
      storage: { minCelsius: null, maxCelsius: null },
      packLevels: [],
      conversions: [],
      gtin: null,
      itemCode: null,
      blending: false,
      catchWeight: false,
      ...canonical(request),
      id: this.random.uuid(),
      organisationId,
      registeredAt: now,
      updatedAt: now,
    };
  }

  private log(tx: Tx, kind: string, product: Product): void {
    const { organisationId, id: subject, updatedAt: recordedAt } = product;
    const row = { id: this.random.uuid(), organisationId, kind, subject, payload: {} };
    appendFeed(tx, [{ ...row, recordedAt }]);
  }
}

/** GTINs of 8, 12 and 13 digits are stored as 14. Their check digits have been looked at. */
function canonical<Request extends Partial<Pick<Product, 'gtin' | 'packLevels'>>>(
  request: Request,
): Request {
  const { gtin, packLevels } = request;
  return {
    ...request,
    ...(gtin != null && { gtin: parseGtin(gtin) }),
    ...(packLevels !== undefined && { packLevels: packLevels.map(canonicalPack) }),
  };
}

function canonicalPack(pack: PackLevel): PackLevel {
  return pack.gtin === undefined ? pack : { ...pack, gtin: parseGtin(pack.gtin) };
}

function identityFaults({ gtin, itemCode }: Product): Fault[] {
  return gtin === null && itemCode === null
    ? [
        {
          pointer: '/itemCode',
          detail: 'is needed where there is no gtin: your own short name will do',
        },
      ]
    : [];
}

/** A GTIN names one thing for ever: also one that events have mentioned as a product of its own. */
async function claimPacks(tx: Tx, { id, packLevels }: Product): Promise<void> {
  const packs = packLevels.flatMap(({ gtin }, i) =>
    gtin === undefined ? [] : [{ gtin, level: i + 1 }],
  );
  const others = await claimPackGtins(tx, id, packs);
  if (others.length === 0) return;
  const faults = packs
    .filter(({ gtin }) => others.includes(gtin))
    .map(({ gtin, level }) => ({
      pointer: `/packLevels/${level - 1}/gtin`,
      detail: `${gtin} names another product or pack already`,
    }));
  throw new Problem(productExists, 'A GTIN of a pack names something else already.', faults);
}

function itemCodeTaken({ itemCode }: Product, members: { productId?: string } = {}): Problem {
  const detail = 'is the item code of another product of yours; use it, or another code';
  const faults = [{ pointer: '/itemCode', detail }];
  return new Problem(productExists, `${itemCode ?? ''} ${detail}.`, faults, members);
}

function absent(): Problem {
  return new Problem(notFound, 'There is no such product.');
}

function refuse(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new Problem(invalidRequest, 'The product cannot be so.', faults);
}
