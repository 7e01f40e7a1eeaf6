import { Injectable } from '@nestjs/common';
import { Random, Turns } from '../platform/index.js';
import { hashPassword } from './password.js';

/** Hashes at work: each takes 32 MiB and near half a second of a core. The others wait, and then are turned away (503). */
const places = 2;
const waitMilliseconds = 15_000;

/** Lets a few hashes be made at a time: whoever sends many passwords must not take all memory and cores. */
@Injectable()
export class PasswordsService {
  private readonly turns = new Turns({ places, waitMilliseconds });

  constructor(private readonly random: Random) {}

  hash(password: string): Promise<string> {
    return this.take(() => hashPassword(password, (count) => this.random.bytes(count)));
  }

  /** Runs work that makes one hash when its turn comes. */
  take<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.turns.take(work);
  }
}
