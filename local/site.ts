import type { IncomingMessage, ServerResponse } from 'node:http';
import { gatewayProblems } from '../lib/gateway-problems.ts';
import { pagePolicy } from '../lib/page-policy.ts';
import type { StoredVersion } from './aws/stored-objects.ts';
import { buildDesignPage, designDirectory } from './build-web-client.ts';
import type { Controls } from './controls.ts';
import type { Gateway } from './gateway/gateway.ts';
import { sendAnswer } from './gateway/send-answer.ts';
import { serveRecording } from './gateway/serve-recording.ts';
import { serveStatic } from './gateway/static-files.ts';
import { describeSignIn, type IdentityProvider } from './identity/identity-provider.ts';
import { identityPath } from './identity/provider-configuration.ts';
import { problem } from './wire/problem.ts';
import { sendStackPage, startingPage } from './wire/stack-pages.ts';

export type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** The local page of the design system's components, built at the first request. */
const designPath = '/design';

/** Invented numbers: no Indian number begins with a zero. */
const coordinatorPhone = '+91 00000 00001';
const auditorPhone = '+91 00000 00002';

const starting = { status: 503, title: 'Not ready yet', code: 'starting', detail: 'Starting; try again.' };

/** Answers every request to the local site, until the stack has started, with 503 and the advice to try again: a browser's with a page. */
export const answerStarting: Listener = (request, response) => {
  if (/\btext\/html\b/.test(String(request.headers.accept))) sendStackPage(response, 503, startingPage);
  else sendAnswer(request, response, problem(starting, { 'retry-after': '1' }));
};

type SiteParts = {
  /** The stack's own address, such as `http://localhost:4000`. */
  readonly url: string;
  /** The address of the object store, to which the API redirects a page's request for a file. */
  readonly storeEndpoint: string;
  /** A recording of the site's bucket by its key, such as `voice/te/index.json`. */
  readonly findRecording: (key: string) => StoredVersion | undefined;
  /** The directory of the built web client. */
  readonly pages: string;
  readonly identity: IdentityProvider;
  /** `api` and `controls` are undefined while the stack is starting. */
  readonly api?: Gateway['handle'];
  readonly controls?: Controls['handle'];
  readonly log: (line: string) => void;
};

/**
 * Creates the local site, which passes each request to the part that answers it: the identity provider, the API, the controls under
 * `/local`, or the pages.
 */
export function createSite(parts: SiteParts): Listener {
  const { url, storeEndpoint, findRecording, pages, identity, api, controls, log } = parts;
  const { host } = new URL(url);
  const pageSettings = {
    policy: pagePolicy([new URL(storeEndpoint).origin]),
    config: { ...describeSignIn(url), coordinatorPhone, auditorPhone },
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const isUnder = (prefix: string) => path === prefix || path.startsWith(`${prefix}/`);
    if (isUnder(identityPath)) return identity.handle(request, response);
    if (api === undefined || controls === undefined) return answerStarting(request, response);
    if (isUnder('/api')) return api(request, response);
    if (isUnder('/local')) return sendAnswer(request, response, await controls(request));
    if (isUnder('/voice')) return serveRecording(findRecording(path.slice(1)), request, response);
    if (isUnder(designPath)) {
      await buildDesignPage();
      request.url = path.slice(designPath.length) || '/';
      return serveStatic(designDirectory, pageSettings, request, response);
    }
    // Sign-in leads back to one address alone, so whoever typed 127.0.0.1 is brought there first.
    if (request.headers.host !== host) {
      response.writeHead(307, { location: `${url}${request.url}` }).end();
      return;
    }
    return serveStatic(pages, pageSettings, request, response);
  };
  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      log(`stack: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      if (response.headersSent) response.destroy();
      else sendAnswer(request, response, problem(gatewayProblems.DEFAULT_5XX));
    });
  };
}
