import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to a database server that a test can break, as a cable or a failed machine would. */
export interface BreakableWay {
  readonly url: string;
  /** Ends all connections; new ones are refused from then on. */
  break(): Promise<void>;
  /** Nothing more comes through the connections that there are; nobody is told so. */
  stall(): void;
}

export async function breakableWay(to: string): Promise<BreakableWay> {
  const target = new URL(to);
  const sockets = new Set<Socket>();
  const gate = createServer((near) => {
    const far = connect(Number(target.port || 5432), target.hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  });
  gate.listen(0, '127.0.0.1');
  await once(gate, 'listening');
  const url = new URL(to);
  url.hostname = '127.0.0.1';
  url.port = String((gate.address() as AddressInfo).port);
  return {
    url: url.href,
    break: async () => {
      const closed = once(gate, 'close');
      gate.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    stall: () => {
      for (const socket of sockets) socket.unpipe();
    },
  };
}
