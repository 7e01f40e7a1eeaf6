import { Injectable } from '@nestjs/common';
import type { EventSocket } from './event-socket.js';

/** Open sockets of one organisation, in one process. */
export const socketsOfOrganisationMax = 20;
/** Open sockets of one process. */
export const socketsMax = 500;

/** The sockets that are open in this process. */
@Injectable()
export class OpenSockets {
  private readonly sockets = new Set<EventSocket>();

  /** Without those that are closing, which may take them long: others do not wait for where they stand. */
  get all(): readonly EventSocket[] {
    return [...this.sockets].filter(({ isOpen }) => isOpen);
  }

  /** Whether an organisation may open no more. */
  isFullFor(organisationId: string): boolean {
    const own = this.all.filter((socket) => socket.organisationId === organisationId);
    return own.length >= socketsOfOrganisationMax || this.sockets.size >= socketsMax;
  }

  add(socket: EventSocket): void {
    this.sockets.add(socket);
  }

  /** Ends the connections of all, whether they answered or not. */
  cut(): void {
    for (const socket of this.sockets) socket.cut();
  }

  remove(socket: EventSocket): void {
    this.sockets.delete(socket);
  }
}
