import type { IncomingMessage, ServerResponse } from 'node:http';
import type { NextFunction } from 'express';
import { Problem } from '../../kernel/index.js';
import type { Clock } from '../clock.js';
import { clientAddress, networkOf } from './client-address.js';
import type { Cost } from './costly.js';
import { tooManyRequests } from './http.problems.js';
import { Quota, type Standing } from './quota.js';
import {
  ofAddress,
  ofComplaints,
  ofCostly,
  ofCredential,
  ofMisses,
  ofOrganisation,
  scaled,
} from './request-policies.js';

interface Surroundings {
  readonly clock: Clock;
  readonly trustedProxies: number;
  /** What the quotas of addresses, credentials and organisations are multiplied with; 0: nothing is limited. */
  readonly factor: number;
}

/** Who sends, once it is known. */
interface Sender {
  readonly credential: string;
  readonly organisationId: string;
}

/**
 * How much each address, credential and organisation may ask for. Counts are kept in the memory of this process: a look at
 * them costs no message, and a restart forgets them. Answers name the policy that is nearest to its end
 * (draft-ietf-httpapi-ratelimit-headers).
 */
export class RequestLimits {
  private readonly addresses: Quota;
  private readonly credentials: Quota;
  private readonly organisations: Quota;
  private readonly misses = new Quota(ofMisses);
  private readonly costly: Readonly<Record<Cost, Quota>> = {
    'sign-in': new Quota(ofCostly),
    complaint: new Quota(ofComplaints),
  };
  private readonly told = new WeakMap<ServerResponse, Standing>();

  constructor(private readonly by: Surroundings) {
    const { factor } = by;
    this.addresses = new Quota(scaled(ofAddress, factor));
    this.credentials = new Quota(scaled(ofCredential, factor));
    this.organisations = new Quota(scaled(ofOrganisation, factor));
  }

  /** Ahead of everything that asks the database or reads a body. */
  readonly admit = (request: IncomingMessage, response: ServerResponse, next: NextFunction) => {
    try {
      if (this.isOn) this.admitAddress(this.networkOf(request), response);
      next();
    } catch (error) {
      next(error);
    }
  };

  /** For a route whose work is dear. */
  admitCostly(request: IncomingMessage, response: ServerResponse, cost: Cost): void {
    if (!this.isOn) return;
    this.weigh(this.costly[cost].spend(this.networkOf(request), this.now), response);
  }

  /** For a sender who is known by now. */
  admitSender({ credential, organisationId }: Sender, response: ServerResponse): void {
    if (!this.isOn) return;
    this.weigh(this.credentials.spend(credential, this.now), response);
    this.weigh(this.organisations.spend(organisationId, this.now), response);
  }

  /** Counts an answer that says that there is no such key or thing. */
  countMiss(request: IncomingMessage, response: ServerResponse): void {
    if (this.isOn) this.tell(this.misses.spend(this.networkOf(request), this.now), response);
  }

  private admitAddress(network: string, response: ServerResponse): void {
    this.weigh(this.addresses.spend(network, this.now), response);
    this.weigh(this.misses.look(network, this.now), response);
  }

  private weigh(standing: Standing, response: ServerResponse): void {
    this.tell(standing, response);
    const { wait, policy } = standing;
    if (wait === 0) return;
    response.setHeader('Retry-After', String(wait));
    throw new Problem(tooManyRequests, `${policy.told} Wait ${wait} s, and send it again.`);
  }

  private tell(standing: Standing, response: ServerResponse): void {
    const before = this.told.get(response);
    if (before !== undefined && nearness(before) <= nearness(standing)) return;
    this.told.set(response, standing);
    const { policy, left, wholeIn } = standing;
    const { name, quota, seconds } = policy;
    response.setHeader('RateLimit-Policy', `"${name}";q=${quota};w=${seconds}`);
    response.setHeader('RateLimit', `"${name}";r=${left};t=${wholeIn}`);
  }

  private networkOf(request: IncomingMessage): string {
    return networkOf(clientAddress(request, this.by.trustedProxies));
  }

  private get isOn(): boolean {
    return this.by.factor > 0;
  }

  private get now(): number {
    return this.by.clock.now();
  }
}

/** The part of the quota that is left. Nothing is nearer than what refuses. */
function nearness({ wait, left, policy }: Standing): number {
  return wait > 0 ? -1 : left / policy.quota;
}
