import { connect, createServer, type Socket } from 'node:net';

/** Forwards what one side sends to the other side, after a delay in milliseconds. */
const forward = (from: Socket, to: Socket, delayMs: number): void => {
  // Timers with equal delays fire in the order in which they were set, so the chunks stay in order.
  from.on('data', (chunk) => setTimeout(() => to.write(chunk), delayMs));
  from.on('close', () => setTimeout(() => to.destroy(), delayMs));
  from.on('error', () => to.destroy());
};

/**
 * Starts a relay on loopback that simulates a distant server by delaying both directions.
 * @param port the server's port on loopback
 * @param oneWayMs the delay of each direction in milliseconds
 */
export const startRelay = async (port: number, oneWayMs: number) => {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ host: '127.0.0.1', port, noDelay: true });
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    }
    forward(near, far, oneWayMs);
    forward(far, near, oneWayMs);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('The relay has no port.');
  }
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    close: (): void => {
      server.close();
      for (const socket of sockets) {
        socket.destroy();
      }
    },
  };
};
