import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt, exportJWK, generateKeyPair, SignJWT } from 'jose';
import Provider from 'oidc-provider';
import type { OidcConfig } from '../../src/platform/index.js';
import { Searcher } from './canaries/searcher.js';

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;

/** What a token says instead of what it would; a key that is not the issuer's; or a failure instead of a token. */
export interface Lie {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly forged?: boolean;
  readonly status?: number;
}

/** A real provider of OpenID Connect on loopback, where everybody who comes is the person that a test says. */
export class TestIssuer {
  /** Who signs in there. */
  person = 'alice';
  /** Whether it lets them through. */
  letsThrough = true;
  /** Requests for tokens that it has heard. */
  tokenRequests = 0;
  lie: Lie | undefined;
  private server: Server | undefined;
  /** Nobody's private facts are for an issuer. */
  private readonly searcher = new Searcher({ query: async () => [] });

  private constructor(
    readonly port: number,
    private readonly provider: Provider,
    private readonly keys: { readonly own: KeyPair; readonly foreign: KeyPair },
  ) {}

  static async start(callback: string): Promise<TestIssuer> {
    const port = await freePort();
    const [own, foreign] = await Promise.all([signingKeys(), signingKeys()]);
    const jwk = { ...(await exportJWK(own.privateKey)), kid: 'own', alg: 'RS256', use: 'sig' };
    const { clientId, clientSecret } = clientOf(port);
    const provider: Provider = new Provider(originOf(port), {
      clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [callback] }],
      jwks: { keys: [jwk] },
      cookies: { keys: ['of a test'] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
      pkce: { required: () => true },
      ttl: {
        AccessToken: 60,
        AuthorizationCode: 60,
        Grant: 60,
        IdToken: 60,
        Interaction: 60,
        Session: 60,
      },
      // Nobody is asked whether Furrow may know them.
      loadExistingGrant: async ({ oidc }) => {
        const grant = new provider.Grant({
          accountId: oidc.session?.accountId ?? '',
          clientId: oidc.client?.clientId ?? '',
        });
        grant.addOIDCScope('openid');
        await grant.save();
        return grant;
      },
      findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
    });
    const issuer = new TestIssuer(port, provider, { own, foreign });
    provider.use((context, next) => issuer.tell(context, next));
    await issuer.open();
    return issuer;
  }

  get origin(): string {
    return originOf(this.port);
  }

  get client(): OidcConfig {
    return clientOf(this.port);
  }

  async open(): Promise<void> {
    const answer = this.provider.callback();
    this.server = createServer((request, response) => {
      if (request.url?.startsWith('/interaction/')) void this.signIn(request, response);
      else void answer(request, response);
    });
    this.searcher.watchAsked(this.server);
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
  }

  /** Fails if it was told anything private. */
  async close(): Promise<void> {
    const { server } = this;
    if (server?.listening !== true) return;
    server.close().closeAllConnections();
    await once(server, 'close');
    const findings = await this.searcher.findings();
    if (findings.length > 0) throw new Error(`an issuer was told:\n${findings.join('\n')}`);
  }

  private signIn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const result = this.letsThrough
      ? { login: { accountId: this.person } }
      : { error: 'access_denied', error_description: 'not today' };
    return this.provider.interactionFinished(request, response, result);
  }

  private async tell(
    context: { path: string; status: number; body?: unknown },
    next: () => Promise<unknown>,
  ): Promise<void> {
    if (context.path === '/token') this.tokenRequests += 1;
    await next();
    const body = context.body as { id_token?: string } | undefined;
    if (context.path !== '/token' || this.lie === undefined || body?.id_token === undefined) return;
    const { claims, forged = false, status } = this.lie;
    if (status !== undefined) {
      context.status = status;
      context.body = 'busy';
      return;
    }
    const { privateKey } = forged ? this.keys.foreign : this.keys.own;
    const told = new SignJWT({ ...decodeJwt(body.id_token), ...claims });
    const header = { alg: 'RS256', kid: 'own' };
    context.body = { ...body, id_token: await told.setProtectedHeader(header).sign(privateKey) };
  }
}

const originOf = (port: number) => `http://127.0.0.1:${port}`;

function clientOf(port: number): OidcConfig {
  const clientSecret = 'a secret of the client and the issuer';
  return { issuer: originOf(port), clientId: 'furrow', clientSecret };
}

const signingKeys = () => generateKeyPair('RS256', { extractable: true });

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
