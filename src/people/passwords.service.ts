import { Injectable } from '@nestjs/common';
import { Random, Turns } from '../platform/index.js';
import { hashPassword, isPassword } from './password.js';

/** Hashes at work: each takes 32 MiB and a tenth of a second of a core. The others wait, and then are turned away (503). */
const places = 2;
const waitMilliseconds = 5_000;

/** Makes and compares hashes, a few at a time: whoever sends many must not take all memory and cores. */
@Injectable()
export class PasswordsService {
  private readonly turns = new Turns({ places, waitMilliseconds });

  constructor(private readonly random: Random) {}

  hash(password: string): Promise<string> {
    return this.turns.take(() => hashPassword(password, (count) => this.random.bytes(count)));
  }

  is(text: string, stored: string | undefined): Promise<boolean> {
    return this.turns.take(() => isPassword(text, stored));
  }
}
