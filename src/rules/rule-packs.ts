import { readdirSync, readFileSync } from 'node:fs';
import { assert } from '../kernel/index.js';
import type { RuleName } from './rule-names.js';
import { readPack } from './read-pack.js';
import { ruleOn, type Rule, type RulePack } from './rule-pack.js';

/** A rule, and where it holds. */
export interface MarketRule<Name extends RuleName> extends Rule<Name> {
  /** ISO 3166-1 alpha-2 country, or `EU`. */
  readonly market: string;
}

/** The packs that ship with this version of the program. */
const shippedPacks = new URL('./packs/', import.meta.url);

/** All rule packs in force in this process. Read once, at start; a change needs a restart, and is a commit. */
export class RulePacks {
  private readonly packs: ReadonlyMap<string, RulePack>;

  constructor(packs: readonly RulePack[]) {
    this.packs = new Map(packs.map((pack) => [pack.id, pack]));
    assert(this.packs.size === packs.length, 'rule packs have different ids');
  }

  /** Throws, naming the file and every fault, if a pack is not valid. */
  static read(directory: URL = shippedPacks): RulePacks {
    const files = readdirSync(directory)
      .filter((name) => name.endsWith('.json'))
      .sort();
    return new RulePacks(
      files.map((name) => readPack(readFileSync(new URL(name, directory), 'utf8'), name)),
    );
  }

  list(): readonly RulePack[] {
    return [...this.packs.values()];
  }

  /**
   * The rule as it stood on a day (`YYYY-MM-DD`), with its citation. Nothing where the pack has no such rule on
   * that day: the caller says "no rule known", it never falls back to another day's rule.
   */
  ruleAsOf<Name extends RuleName>(pack: string, name: Name, day: string): Rule<Name> | undefined {
    const found = this.packs.get(pack);
    return found && ruleOn(found, name, day);
  }

  /** A rule on a day in a market, or in all of them, of each pack that has it. */
  rulesIn<Name extends RuleName>(
    market: string | undefined,
    name: Name,
    day: string,
  ): MarketRule<Name>[] {
    const packs = this.list().filter((pack) => market === undefined || pack.market === market);
    return packs.flatMap((pack) => {
      const rule = ruleOn(pack, name, day);
      return rule === undefined ? [] : [{ market: pack.market, ...rule }];
    });
  }
}
