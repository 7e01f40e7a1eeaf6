import { ApiProperty } from '@nestjs/swagger';
import { formatInstant, parseOffset } from '../kernel/index.js';
import type { Chain, ToldStep } from './chain.service.js';
import { toldStep, type Way } from './chain.js';

/** A product, by what it is called. */
export class ChainProductView {
  /** As its owner calls it. */
  name!: string;
  /** The name in other languages, by language tag. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  names!: Record<string, string>;
}

/** Who took a step: a party by its id and name where you deal with it, any other by an alias that is yours alone. */
export class ChainPartyView {
  /** Our id of the party. */
  id?: string;
  /** How it is called. */
  name?: string;
  /** The same throughout this chain, another one in every other and for everybody else: `party-` and eight characters. */
  alias?: string;
}

/** How warm it was during a step. */
export class ChainTemperatureView {
  /** The coldest measured: degrees Celsius, decimal text. */
  least!: string;
  /** The warmest measured: degrees Celsius, decimal text. */
  most!: string;
}

/** One step of a chain. Quantities, places, hours and whom it was with are told to its partners only. */
export class ChainStepView {
  /** `before`: on the way into the batch, its making included; `after`: on the way of its goods. */
  @ApiProperty({ enum: ['before', 'after'] })
  way!: Way;
  /** The business step, a word of the CBV; absent where its author said none, or one of its own. */
  step?: string;
  /** The day at its place, as in 2026-11-20. */
  on!: string;
  /** Who took it. */
  party!: ChainPartyView;
  /** What it was about. */
  products!: ChainProductView[];
  /** The place in words that consumers may read. */
  region?: string;
  /** Certificates that the event names, as it names them. */
  certificates!: string[];
  /** Present where a temperature was measured. */
  temperature?: ChainTemperatureView;
}

/** What befell a batch, beyond the events that you are a party to. */
export class ChainView {
  /** Our id of the batch. */
  batchId!: string;
  /** The steps, the oldest first. */
  steps!: ChainStepView[];
  /** Present where a bound ended it before all was told. */
  cut?: true;
}

export function toChainView({ batchId, steps, isCut }: Chain): ChainView {
  return { batchId, steps: steps.map(toStepView), ...(isCut && { cut: true as const }) };
}

function toStepView(step: ToldStep): ChainStepView {
  const word = toldStep(step.bizStep);
  const { way, at, offset, alias, partyId, partyName, region, coldest, warmest } = step;
  return {
    way,
    ...(word !== null && { step: word }),
    on: formatInstant(at.getTime(), parseOffset(offset)).slice(0, 10),
    party:
      alias === undefined
        ? { id: partyId, ...(partyName !== null && { name: partyName }) }
        : { alias },
    products: step.products.map(({ name, names }) => ({ name, names: { ...names } })),
    ...(region !== null && { region }),
    certificates: [...step.certificates],
    ...(coldest !== null && warmest !== null && { temperature: { least: coldest, most: warmest } }),
  };
}
