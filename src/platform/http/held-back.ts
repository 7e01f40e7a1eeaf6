import type { Response } from 'express';

const held = new WeakSet<Response>();

/** The answer is made and waits to leave: from now on nothing can be said in its place. */
export function holdBack(response: Response): void {
  held.add(response);
}

/** The answer leaves, or another one will in its place. */
export function letGo(response: Response): void {
  held.delete(response);
}

export function isHeldBack(response: Response): boolean {
  return held.has(response);
}
