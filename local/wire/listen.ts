import { createServer, type RequestListener, type Server } from 'node:http';

/** HTTP servers that listen on one port. */
export type Listening = {
  readonly port: number;
  /** Stops listening and cuts open connections. */
  close(): Promise<void>;
};

/**
 * Listens for HTTP requests on loopback addresses only.
 * @param port 0 for a free port
 * @param hosts the first is required; the others are used if the machine has them
 * @throws the system's error with its code, such as EADDRINUSE
 */
export async function listenOnLoopback(
  listener: RequestListener,
  port = 0,
  hosts: readonly [string, ...string[]] = ['127.0.0.1'],
): Promise<Listening> {
  const [first, ...others] = hosts;
  const servers = [await listen(listener, port, first)];
  const boundPort = portOf(servers[0]);
  for (const host of others) {
    try {
      servers.push(await listen(listener, boundPort, host));
    } catch (error) {
      // Another error means that the machine does not have the address, such as `::1` without IPv6.
      if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
        await Promise.all(servers.map(close));
        throw error;
      }
    }
  }
  return {
    port: boundPort,
    async close() {
      await Promise.all(servers.map(close));
    },
  };
}

function listen(listener: RequestListener, port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer({ keepAliveTimeout: 65_000 }, listener);
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      server.removeListener('error', reject);
      resolve(server);
    });
  });
}

function portOf(server: Server | undefined): number {
  const address = server?.address();
  // A text would be the path of a Unix socket.
  if (address === null || address === undefined || typeof address === 'string')
    throw new Error('not listening');
  return address.port;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
