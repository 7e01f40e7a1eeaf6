import { Inject, Injectable } from '@nestjs/common';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  AuthorizationResponseError,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  ClientSecretPost,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  type ClientAuth,
  type Configuration,
  type CustomFetch,
} from 'openid-client';
import {
  Config,
  Outgoing,
  OutgoingFault,
  processLog,
  type Logger,
  type OidcConfig,
} from '../platform/index.js';
import type { Account } from './person.js';

/** Where the issuer sends people back to. */
export const callbackPath = '/sign-in/oidc/callback';

/** What a browser has to bring back so that an answer of the issuer is the one to its own question. */
export interface Proof {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** `down`: it cannot be asked. `declined`: it says no. `unproven`: what it says does not fit, and is not believed. */
export type IssuerFault = 'down' | 'declined' | 'unproven';

/** The issuer that the operator chose, by OpenID Connect with code and PKCE. It is reached as any address of others is. */
@Injectable()
export class Issuer {
  private known: Promise<Configuration> | undefined;

  constructor(
    private readonly config: Config,
    private readonly outgoing: Outgoing,
    @Inject(processLog) private readonly logger: Logger,
  ) {}

  get isChosen(): boolean {
    return this.config.oidc !== null;
  }

  /** Where a browser signs in, to come back with an answer for this proof. */
  async signInAddress({ state, nonce, verifier }: Proof): Promise<URL | IssuerFault> {
    try {
      return buildAuthorizationUrl(await this.discovered(), {
        ...{ redirect_uri: this.callback, scope: 'openid', state, nonce },
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
    } catch (error) {
      return this.told(error, 'down');
    }
  }

  /** Whose account it is, by the query that the browser came back with. */
  async identify(query: string, proof: Proof): Promise<Account | IssuerFault> {
    try {
      const answer = new URL(this.callback);
      answer.search = query;
      const tokens = await authorizationCodeGrant(await this.discovered(), answer, {
        ...{ expectedState: proof.state, expectedNonce: proof.nonce },
        ...{ pkceCodeVerifier: proof.verifier, idTokenExpected: true },
      });
      const claims = tokens.claims();
      return claims === undefined ? 'unproven' : { issuer: claims.iss, subject: claims.sub };
    } catch (error) {
      return this.told(error, 'unproven');
    }
  }

  private get callback(): string {
    return this.config.publicUrl + callbackPath;
  }

  /** What the issuer says of itself is read when it is first needed; one that is down then may be up the next time. */
  private discovered(): Promise<Configuration> {
    const { oidc } = this.config;
    if (oidc === null) throw new Error('no issuer is chosen');
    this.known ??= this.discover(oidc).catch((error: unknown) => {
      this.known = undefined;
      throw error;
    });
    return this.known;
  }

  private discover({ issuer, clientId, clientSecret }: OidcConfig): Promise<Configuration> {
    // Tokens are signed, though TLS would do: whoever stands between must not be able to say who somebody is.
    const execute = [enableNonRepudiationChecks];
    // Only Outgoing decides what may go without TLS.
    if (issuer.startsWith('http:')) execute.push(allowInsecureRequests);
    const ask: CustomFetch = (address, { method, headers, body }) =>
      this.outgoing.send(address, {
        ...{ method, headers },
        ...(body !== undefined && body !== null && { body: textOf(body) }),
      });
    const options = { [customFetch]: ask, execute };
    return discovery(new URL(issuer), clientId, {}, asIssuerReads(clientSecret), options);
  }

  /** Logs why, and nothing that was sent: codes, tokens and secrets are in what the library says of its failures. */
  private told(error: unknown, otherwise: IssuerFault): IssuerFault {
    const reasons = reasonsOf(error);
    this.logger.warn({ issuer: this.config.oidc?.issuer, reasons }, 'signing in with an account');
    if (error instanceof AuthorizationResponseError) return 'declined';
    return isDown(error) ? 'down' : otherwise;
  }
}

/** Forms are all that the library sends. */
function textOf(body: object | string): string {
  if (typeof body === 'string') return body;
  if (body instanceof URLSearchParams) return body.toString();
  throw new Error('only forms are sent to an issuer');
}

/** The secret as the issuer reads it; one that says nothing reads it from the header (OpenID Connect Discovery, 3). */
function asIssuerReads(secret: string): ClientAuth {
  const [inBody, inHeader] = [ClientSecretPost(secret), ClientSecretBasic(secret)];
  return (server, client, body, headers) => {
    const read = server.token_endpoint_auth_methods_supported ?? [];
    const isInBody = read.includes('client_secret_post') && !read.includes('client_secret_basic');
    (isInBody ? inBody : inHeader)(server, client, body, headers);
  };
}

/** An error and what caused it. */
function chainOf(error: unknown): object[] {
  const chain: object[] = [];
  for (let at = error; typeof at === 'object' && at !== null && chain.length < 5;) {
    chain.push(at);
    at = 'cause' in at ? at.cause : undefined;
  }
  return chain;
}

function isDown(error: unknown): boolean {
  return chainOf(error).some(
    (at) =>
      at instanceof OutgoingFault ||
      ('status' in at && typeof at.status === 'number' && at.status >= 500),
  );
}

/** Short words of the failure: which rule, which claim, what the issuer calls it. */
function reasonsOf(error: unknown): string[] {
  const words = chainOf(error).flatMap((at) =>
    ['code', 'why', 'error', 'claim', 'attribute'].map((name) => Reflect.get(at, name) as unknown),
  );
  const isWord = (word: unknown): word is string =>
    typeof word === 'string' && /^[\w-]{1,60}$/.test(word);
  return [...new Set(words.filter(isWord))];
}
