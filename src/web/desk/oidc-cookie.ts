import type { Request } from 'express';
import { oidcSignInMinutes } from '../../people/index.js';
import { cookieOf } from '../cookies.js';

const name = 'furrow_oidc';
const kept = 'Path=/sign-in/oidc; HttpOnly; SameSite=Lax';

/** What this browser has to prove that it is the one that was sent to the issuer. */
export function oidcSecret(request: Request): string | undefined {
  return cookieOf(request.headers.cookie, name);
}

/** Unlike a session's it is `Lax`, since it has to come along when the issuer's page sends the browser back. */
export function oidcCookie(secret: string, publicUrl: string): string {
  const secure = publicUrl.startsWith('https:') ? '; Secure' : '';
  return `${name}=${secret}; ${kept}; Max-Age=${oidcSignInMinutes * 60}${secure}`;
}

export const endedOidcCookie = `${name}=; ${kept}; Max-Age=0`;
