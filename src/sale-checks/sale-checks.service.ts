import { Injectable } from '@nestjs/common';
import { grouped } from '../kernel/index.js';
import { Clock } from '../platform/index.js';
import { RulePacks } from '../rules/index.js';
import type { Asked } from './asked.js';
import { judge } from './judge.js';
import { readAll } from './read-all.js';
import { verdictOf, type SaleReason, type SaleVerdict } from './sale-check.js';
import { SaleChecksStore } from './sale-checks.store.js';

/** Labels that one request asks about. */
export const asksMax = 100;

export interface SaleCheck {
  /** As it was asked. */
  readonly what: string;
  readonly verdict: SaleVerdict;
  readonly reasons: readonly SaleReason[];
}

export interface SaleChecks {
  readonly market: string | undefined;
  readonly at: number;
  readonly checks: readonly SaleCheck[];
}

/** Says of each label whether its goods may be sold now. Nothing is remembered: a recall shows in the next answer. */
@Injectable()
export class SaleChecksService {
  constructor(
    private readonly store: SaleChecksStore,
    private readonly clock: Clock,
    private readonly rules: RulePacks,
  ) {}

  async check(labels: readonly string[], market: string | undefined): Promise<SaleChecks> {
    const now = this.clock.now();
    const asked = readAll(labels, now);
    const things = grouped(await this.store.things(asked), ({ place }) => place);
    const products = new Map((await this.products(asked)).map((row) => [row.place, row]));
    const sale = { now, market, rules: this.rules };
    const checks = asked.map((each, place) => {
      const facts = { things: things.get(place) ?? [], product: products.get(place) };
      const reasons = judge(each, facts, sale);
      return { what: labels[place] ?? '', verdict: verdictOf(reasons), reasons };
    });
    return { market, at: now, checks };
  }

  private async products(asked: readonly Asked[]) {
    return asked.some(({ gtin }) => gtin !== undefined) ? this.store.products(asked) : [];
  }
}
