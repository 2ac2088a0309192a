import { securityHeaders } from '../lib/page-policy.ts';
import type { Closers } from './closers.ts';
import { answerStarting } from './site.ts';
import { CannotStart } from './wire/cannot-start.ts';
import { listenOnLoopback } from './wire/listen.ts';
import { sendLetters } from './wire/stack-pages.ts';

/**
 * Listens on the port of the stack. Until the caller replaces `answer`, every request is told that the stack is starting.
 * @param wantedPort 0 for any free port
 * @throws CannotStart if the port can't be used
 */
export async function openDoor(wantedPort: number, closers: Closers) {
  const door = { answer: answerStarting, port: wantedPort, url: '' };
  const server = await closers.closeLater(
    listenOnLoopback(
      (request, response) => {
        response.setHeaders(new Map(Object.entries(securityHeaders)));
        if (!sendLetters(request, response)) door.answer(request, response);
      },
      wantedPort,
      ['127.0.0.1', '::1'],
    ).catch((error: unknown) => {
      throw explainPort(error, wantedPort);
    }),
  );
  door.port = server.port;
  door.url = `http://localhost:${server.port}`;
  return door;
}

/** The error to throw if the port can't be used. */
function explainPort(error: unknown, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new CannotStart(`Port ${port} is in use. Give another one: npm start -- --port ${port + 100}`);
  }
  if (code === 'EACCES') return new CannotStart(`Port ${port} may not be used. Give one above 1023.`);
  return error;
}
