import { ApiProperty } from '@nestjs/swagger';
import { formatInstant, parseOffset } from '../kernel/index.js';
import { QuantityView } from '../platform/index.js';
import type { Chain, ToldStep } from './chain.service.js';
import type { StepProduct } from './chain.store.js';
import { toldStep, type Way } from './chain.js';

/** A product, by what it is called. */
export class ChainProductView {
  /** As its owner calls it. */
  name!: string;
  /** The name in other languages, by language tag. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  names!: Record<string, string>;
  /** How much of it the step was about, where its author tells the step in full. */
  quantity?: QuantityView;
}

/** A place of the party that took the step. */
export class ChainPlaceView {
  /** Our id of the place. */
  id!: string;
  /** As its owner calls it. */
  name!: string;
}

/** Who took a step: a party by its id and name where you deal with it or it tells the step in full, any other by an alias that is yours alone. */
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

/** One step of a chain. Quantities, place and hour are told where its author says so, whom it was with to its partners only. */
export class ChainStepView {
  /** `before`: on the way into the batch, its making included; `after`: on the way of its goods. */
  @ApiProperty({ enum: ['before', 'after'] })
  way!: Way;
  /** The business step, a word of the CBV; absent where its author said none, or one of its own. */
  step?: string;
  /** The day at its place, as in 2026-11-20. */
  on!: string;
  /** Present where its author tells the step in full: the instant by the clock of its place, RFC 3339. */
  at?: string;
  /** Who took it. */
  party!: ChainPartyView;
  /** What it was about. */
  products!: ChainProductView[];
  /** The place in words that consumers may read. */
  region?: string;
  /** Present where its author tells the step in full and it was at a place of its own. */
  place?: ChainPlaceView;
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
  const { way, offset, alias, partyId, partyName, region, place, isShared } = step;
  const { coldest, warmest } = step;
  const at = formatInstant(step.at.getTime(), parseOffset(offset));
  return {
    way,
    ...(word !== null && { step: word }),
    on: at.slice(0, 10),
    ...(isShared && { at }),
    party:
      alias === undefined
        ? { id: partyId, ...(partyName !== null && { name: partyName }) }
        : { alias },
    products: step.products.map((product) => toProductView(product, isShared)),
    ...(region !== null && { region }),
    ...(isShared && place !== null && { place: { id: place.id, name: place.name } }),
    certificates: [...step.certificates],
    ...(coldest !== null && warmest !== null && { temperature: { least: coldest, most: warmest } }),
  };
}

function toProductView(
  { name, names, quantity, unit }: StepProduct,
  isShared: boolean,
): ChainProductView {
  const isMeasured = isShared && quantity !== null && unit !== null;
  return { name, names: { ...names }, ...(isMeasured && { quantity: { value: quantity, unit } }) };
}
