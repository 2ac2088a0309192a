import { Agent, type IncomingMessage, request as sendRequest } from 'node:http';
import { listenOnLoopback } from '../local/wire/listen.ts';
import { readRequestBody } from '../local/wire/request-body.ts';

const maxBodyBytes = 16 * 1024 * 1024;

/** Stands between a client and a service, for bench/stack-meter.ts. */

export type Answer = {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly content: Buffer;
};

/** Passes a request on, with another body if one is given. */
export type Pass = (body?: string) => Promise<Answer>;

/** Starts a proxy before an endpoint. @param handle gives the answer to a request, which it passes on with `pass` */
export async function startProxy(
  endpoint: string,
  handle: (request: IncomingMessage, pass: Pass, body: string) => Promise<Answer>,
) {
  const agent = new Agent({ keepAlive: true });
  const passOn = (request: IncomingMessage, body: string): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const headers = { ...request.headers, 'content-length': String(Buffer.byteLength(body)) };
      const passed = sendRequest(endpoint, { method: 'POST', headers, agent }, (answer) => {
        answer.toArray().then((chunks) => {
          const content = Buffer.concat(chunks);
          resolve({ status: answer.statusCode ?? 500, headers: answer.headers, content });
        }, reject);
      });
      passed.on('error', reject);
      passed.end(body);
    });
  const { port, close } = await listenOnLoopback((request, response) => {
    readRequestBody(request, maxBodyBytes)
      .then((read) => {
        const body = String(read ?? '');
        return handle(request, (changed = body) => passOn(request, changed), body);
      })
      .then(
        // Sent in one piece, even if it came in chunks. The checksum in the headers stays right: it is that of the content.
        ({ status, headers: { 'transfer-encoding': _, ...headers }, content }) =>
          response.writeHead(status, { ...headers, 'content-length': String(content.length) }).end(content),
        () => response.destroy(),
      );
  });
  return {
    endpoint: `http://127.0.0.1:${port}`,
    close: async () => {
      agent.destroy();
      await close();
    },
  };
}
