import { connect, createServer, type Socket } from 'node:net';

/** To one side of a relay, what the other side sends, as much later as it is far. */
const forward = (from: Socket, to: Socket, milliseconds: number): void => {
  // Timers of one duration end in the order in which they were set: nothing overtakes.
  from.on('data', (chunk) => setTimeout(() => to.write(chunk), milliseconds));
  from.on('close', () => setTimeout(() => to.destroy(), milliseconds));
  from.on('error', () => to.destroy());
};

/**
 * A server as it would be at a distance: a relay on loopback that holds back what it is sent, in both directions alike.
 * @param port of the server, on loopback
 * @param milliseconds for one way
 */
export const startRelay = async (port: number, milliseconds: number) => {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ host: '127.0.0.1', port, noDelay: true });
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    }
    forward(near, far, milliseconds);
    forward(far, near, milliseconds);
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
