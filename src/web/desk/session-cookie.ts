import type { Request } from 'express';
import { cookieOf } from '../cookies.js';

const name = 'furrow_session';

/** The token that this browser holds, if any. */
export function sessionToken(request: Request): string | undefined {
  return cookieOf(request.headers.cookie, name);
}

/**
 * A cookie that no script reads and no other site sends along, gone with the browser. Over plain HTTP in a
 * packing house it still has to work, so `Secure` follows the address the service is published at.
 */
export function sessionCookie(token: string, publicUrl: string): string {
  const secure = publicUrl.startsWith('https:') ? '; Secure' : '';
  return `${name}=${token}; Path=/; HttpOnly; SameSite=Strict${secure}`;
}

export const endedSessionCookie = `${name}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0`;
