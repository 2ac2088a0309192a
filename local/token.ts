import { createHash, randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { demoPeople, type PersonKey } from './identity/demo-people.ts';
import { defaultPort } from './options.ts';

/**
 * Prints an access token of a demo person, obtained as the web client does: authorization code with PKCE.
 *
 *   npm run --silent token -- coordinator --port 4100
 */

/** The same as in identity/provider-configuration.ts; to import it would load the pages and the people of the provider. */
const webClientId = 'web';
const tokenAnswer = z.object({ access_token: z.string(), refresh_token: z.string() });

/**
 * Signs a demo person in and returns only her access token.
 * @param origin such as `http://localhost:4000`
 */
export async function fetchToken(origin: string, person: PersonKey): Promise<string> {
  return (await fetchTokens(origin, person)).access_token;
}

/** The fields of a form of the sign-in page, such as `userName` and `password`. */
type SignInForm = Readonly<Record<string, string>>;

/** Signs a demo person in and returns the token endpoint's answer with both tokens. */
export const fetchTokens = (origin: string, person: PersonKey): Promise<z.infer<typeof tokenAnswer>> =>
  signIn(origin, [{ person }]);

/**
 * Signs somebody in as the web client does, and returns the token endpoint's answer with both tokens.
 * @param forms what she fills in on the sign-in page and, after a one-time password, on the next one
 * @throws Error if she is not let in
 */
export async function signIn(
  origin: string,
  forms: readonly SignInForm[],
): Promise<z.infer<typeof tokenAnswer>> {
  const verifier = randomBytes(32).toString('base64url');
  const redirectUri = `${origin}/signed-in`;
  const visit = createVisitor();
  const state = randomBytes(16).toString('base64url');
  const query = new URLSearchParams({
    client_id: webClientId,
    response_type: 'code',
    scope: 'openid',
    redirect_uri: redirectUri,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    state,
  });
  let page = await visit(`${origin}/oidc/auth?${query}`, redirectUri);
  for (const form of forms) {
    page = await visit(page, redirectUri, new URLSearchParams(form));
  }
  const callback = new URL(page);
  const code = callback.searchParams.get('code');
  if (code === null || callback.searchParams.get('state') !== state) {
    throw new Error(`the sign-in failed: ${callback.searchParams.get('error') ?? 'no code came back'}`);
  }
  const response = await fetch(`${origin}/oidc/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: webClientId,
      redirect_uri: redirectUri,
      code,
      code_verifier: verifier,
    }),
  });
  if (!response.ok) throw new Error(`the token endpoint answered ${response.status}`);
  return tokenAnswer.parse(await response.json());
}

/** Makes a function that follows redirects with cookies, like a browser, and returns where it ends: at a page or at `stopAt`. */
function createVisitor(): (url: string, stopAt: string, form?: URLSearchParams) => Promise<string> {
  const cookies = new Map<string, string>();
  return async (start, stopAt, form) => {
    let url = start;
    let body = form;
    const maxRedirects = 10;
    for (let redirects = 0; redirects < maxRedirects; redirects += 1) {
      const response = await fetch(url, {
        redirect: 'manual',
        headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
        ...(body !== undefined && { method: 'POST', body }),
      });
      await response.arrayBuffer();
      for (const cookie of response.headers.getSetCookie()) {
        const [name = '', ...value] = (cookie.split(';', 1)[0] ?? '').split('=');
        cookies.set(name, value.join('='));
      }
      const location = response.headers.get('location');
      if (location === null) {
        if (!response.ok) throw new Error(`the sign-in page answered ${response.status}`);
        return url;
      }
      url = new URL(location, url).href;
      // Like a browser, it posts the form once and follows a redirect with GET.
      body = undefined;
      if (url.startsWith(`${stopAt}?`)) return url;
    }
    throw new Error('the sign-in goes round in circles');
  };
}

function isPersonKey(text: string | undefined): text is PersonKey {
  return text !== undefined && Object.hasOwn(demoPeople, text);
}

async function main(): Promise<void> {
  const usage = `usage: npm run --silent token -- PERSON [--port ${defaultPort}], where PERSON is one of ${Object.keys(demoPeople).join(', ')}`;
  let port = String(defaultPort);
  let person: string | undefined;
  try {
    const { values, positionals } = parseArgs({
      options: { port: { type: 'string', default: port } },
      allowPositionals: true,
    });
    port = values.port;
    person = positionals.length === 1 ? positionals[0] : undefined;
  } catch {
    return fail(usage);
  }
  if (!isPersonKey(person) || !/^\d{1,5}$/.test(port)) return fail(usage);
  const origin = `http://localhost:${port}`;
  try {
    process.stdout.write(`${await fetchToken(origin, person)}\n`);
  } catch (error) {
    const isDown = error instanceof TypeError && error.message === 'fetch failed';
    if (isDown)
      return fail(
        `Nothing answers at ${origin}. Start it with npm start, and give --port if it is not ${defaultPort}.`,
      );
    return fail(`No token from ${origin}: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}

if (import.meta.main) await main();
