import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Quota, type Policy } from './quota.js';

const policy: Policy = { name: 'some', quota: 7, seconds: 10, told: 'Too many.' };

describe('a quota', () => {
  it('never lets through more than what it is and what came back since', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(4_000), { minLength: 1, maxLength: 60 }), (pauses) => {
        const quota = new Quota(policy);
        let now = 1_764_000_000_000;
        const passed: number[] = [];
        for (const pause of pauses) {
          now += pause;
          if (quota.spend('a', now).wait === 0) passed.push(now);
        }
        passed.forEach((from, i) =>
          passed.slice(i).forEach((until, further) => {
            const most = policy.quota + ((until - from) * policy.quota) / 10_000;
            expect(further + 1).toBeLessThanOrEqual(most + 1e-3);
          }),
        );
      }),
    );
  });

  it('lets the next request through after the wait that it told', () => {
    const quota = new Quota(policy);
    for (let i = 0; i < 7; i += 1) expect(quota.spend('a', 0).wait).toBe(0);
    const { wait, left, wholeIn } = quota.spend('a', 0);
    expect({ wait, left, wholeIn }).toEqual({ wait: 2, left: 0, wholeIn: 10 });
    expect(quota.spend('a', 1_428).wait).toBe(1);
    expect(quota.spend('a', 1_429).wait).toBe(0);
    expect(quota.spend('b', 1_429)).toMatchObject({ wait: 0, left: 6 });
  });

  it('is used up by no look at it', () => {
    const quota = new Quota(policy);
    for (let i = 0; i < 20; i += 1) expect(quota.look('a', 0).left).toBe(7);
    expect(quota.size).toBe(0);
  });

  it('goes on where the clock is set back', () => {
    const quota = new Quota(policy);
    for (let i = 0; i < 7; i += 1) quota.spend('a', 3_600_000);
    expect(quota.spend('a', 0).wait).toBe(2);
    expect(quota.spend('a', 2_000).wait).toBe(0);
  });

  it('remembers so many senders, and forgets the one heard of longest ago', () => {
    const quota = new Quota({ ...policy, quota: 1 }, 2);
    for (const sender of ['a', 'b', 'a', 'c']) quota.spend(sender, 0);
    expect(quota.size).toBe(2);
    expect(['a', 'c', 'b'].map((sender) => quota.look(sender, 0).left)).toEqual([0, 0, 1]);
  });
});
