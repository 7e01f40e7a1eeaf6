import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readConfig } from './config.js';

describe('the configuration', () => {
  it('needs no variable at all', () => {
    expect(readConfig({})).toEqual({
      host: '0.0.0.0',
      port: 3000,
      metricsPort: null,
      metricsHost: '127.0.0.1',
      publicUrl: 'http://localhost:3000',
      trustedProxies: 0,
      rateLimits: 1,
      databaseUrl: null,
      ownerDatabaseUrl: null,
      dataDirectory: '.data',
      roles: new Set(['public', 'api', 'jobs', 'sequencer']),
      prepared: true,
      poolSize: 10,
      laterPostings: 5000,
      traceMegabytes: 512,
      drillHour: 3,
      outgoingAllowed: new Set(),
      webhooksAllowed: new Set(),
      networkPlaces: null,
      oidc: null,
      labelFont: null,
      logLevel: 'info',
      production: false,
    });
  });

  it('takes an empty variable for an absent one', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: ' ', FURROW_ROLES: '' })).toEqual(readConfig({}));
  });

  it('reads every setting', () => {
    const config = readConfig({
      PORT: '8080',
      FURROW_METRICS_PORT: '9100',
      FURROW_PUBLIC_URL: 'https://trace.example/',
      FURROW_TRUSTED_PROXIES: '1',
      FURROW_RATE_LIMITS: '0.25',
      DATABASE_URL: 'postgres://u:p@db/furrow',
      FURROW_ROLES: 'public, api',
      FURROW_PREPARED: 'off',
      NODE_ENV: 'production',
    });
    expect(config).toMatchObject({
      port: 8080,
      metricsPort: 9100,
      publicUrl: 'https://trace.example',
      trustedProxies: 1,
      rateLimits: 0.25,
      roles: new Set(['public', 'api']),
      prepared: false,
      production: true,
    });
  });

  it('names every fault at once, and no password', () => {
    const read = () =>
      readConfig({
        PORT: '70000',
        DATABASE_URL: 'mysql://u:hunter2@db/furrow',
        FURROW_ROLES: 'api,door',
        LOG_LEVEL: 'loud',
        FURROW_POOL_SIZE: '1e2',
        FURROW_RATE_LIMITS: '0',
      });
    const faulty = ['PORT', 'DATABASE_URL', 'FURROW_ROLES', 'LOG_LEVEL', 'FURROW_POOL_SIZE'];
    for (const name of [...faulty, 'FURROW_RATE_LIMITS']) {
      expect(read).toThrow(new RegExp(`^  ${name} is`, 'm'));
    }
    expect(read).not.toThrow(/hunter2/);
  });

  it('refuses the port of the service for metrics', () => {
    expect(() => readConfig({ PORT: '8080', FURROW_METRICS_PORT: '8080' })).toThrow(
      /one of its own/,
    );
  });

  it('takes origins to allow, by HTTP only on this machine, and nothing but origins', () => {
    const read = (text: string) => readConfig({ FURROW_WEBHOOKS_ALLOW: text }).webhooksAllowed;
    const origins = ['https://login.example:8443', 'http://localhost:9000', 'http://[::1]:9000'];
    expect(read(origins.join(' , '))).toEqual(new Set(origins));
    for (const wrong of [
      ...['http://login.example', 'https://login.example/', 'https://login.example/realm'],
      ...['login.example', 'https://Login.example', 'https://u:p@login.example', 'https://a,'],
    ]) {
      expect(() => read(wrong)).toThrow(/^  FURROW_WEBHOOKS_ALLOW holds/m);
    }
  });

  it('allows webhooks nothing that is meant for an issuer of accounts', () => {
    const issuer = {
      ...{ FURROW_OIDC_ISSUER: 'https://login.example', FURROW_OIDC_CLIENT_ID: 'furrow' },
      ...{ FURROW_OIDC_CLIENT_SECRET: 'hunter2', FURROW_OUTGOING_ALLOW: 'https://login.example' },
    };
    const hooks = { FURROW_WEBHOOKS_ALLOW: 'https://hooks.example' };
    const { FURROW_OUTGOING_ALLOW } = issuer;
    for (const [environment, outgoing, webhooks] of [
      [issuer, ['https://login.example'], []],
      [{ ...issuer, ...hooks }, ['https://login.example'], ['https://hooks.example']],
      [{ FURROW_OUTGOING_ALLOW, ...hooks }, ['https://login.example'], ['https://hooks.example']],
      // As it was when there was one list.
      [{ FURROW_OUTGOING_ALLOW }, ['https://login.example'], ['https://login.example']],
    ] as const) {
      const { outgoingAllowed, webhooksAllowed } = readConfig(environment);
      expect([[...outgoingAllowed], [...webhooksAllowed]]).toEqual([outgoing, webhooks]);
    }
  });

  it('takes an issuer whole or not at all, its secret from a file too, and quotes no secret', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'furrow-config-'));
    const file = path.join(folder, 'secret');
    await writeFile(file, 'hunter2\n');
    const issuer = { FURROW_OIDC_ISSUER: 'https://login.example/realm' };
    const client = { ...issuer, FURROW_OIDC_CLIENT_ID: 'furrow' };
    const whole = { issuer: 'https://login.example/realm', clientId: 'furrow' };
    const byValue = { FURROW_OIDC_CLIENT_SECRET: 'hunter2' };
    const byFile = { FURROW_OIDC_CLIENT_SECRET_FILE: file };
    for (const secret of [byValue, byFile]) {
      const { oidc } = readConfig({ ...client, ...secret });
      expect(oidc).toEqual({ ...whole, clientSecret: 'hunter2' });
    }
    for (const [environment, fault] of [
      [issuer, /^  FURROW_OIDC_CLIENT_ID is missing/m],
      [byValue, /^  FURROW_OIDC_ISSUER is not/m],
      [client, /^  of FURROW_OIDC_CLIENT_SECRET and FURROW_OIDC_CLIENT_SECRET_FILE give one/m],
      [{ ...client, ...byValue, ...byFile }, /^  of FURROW_OIDC_CLIENT_SECRET/m],
      [{ ...client, FURROW_OIDC_CLIENT_SECRET_FILE: folder }, /^  FURROW_OIDC_CLIENT_SECRET_FILE/m],
      [{ ...client, ...byValue, FURROW_OIDC_ISSUER: 'http://login.example' }, /ISSUER is not/],
    ] as const) {
      expect(() => readConfig(environment)).toThrow(fault);
      expect(() => readConfig(environment)).not.toThrow(/hunter2/);
    }
    await rm(folder, { recursive: true });
  });

  it('refuses an owner login without a server to use it on', () => {
    expect(() => readConfig({ FURROW_OWNER_DATABASE_URL: 'postgres://u@db/furrow' })).toThrow(
      /without DATABASE_URL/,
    );
  });
});
