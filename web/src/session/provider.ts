import { loadConfig } from './config.ts';

/** Ends the identity provider's session in this browser: redirects to the provider, which redirects back to a page of ours. */
export async function redirectToSignOut(returnTo: '/' | '/reports.html' | '/away.html'): Promise<void> {
  const { signOut } = await loadConfig();
  location.replace(`${signOut}&logout_uri=${encodeURIComponent(new URL(returnTo, location.origin).href)}`);
}

/** How long the server and the provider have to answer. */
const probeMs = 5_000;

/**
 * Whether our server and the identity provider can be reached: without a network the redirect would end at the
 * browser's error page.
 */
export async function isProviderReachable(): Promise<boolean> {
  if (!navigator.onLine) return false;
  try {
    const { authorize, clientId } = await loadConfig(probeMs);
    // A complete request, whose answer is a redirect: the browser's console would report a refusal as an error of the page.
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: new URL('/', location.origin).href,
      scope: 'openid',
      state: 'probe',
      code_challenge: 'A'.repeat(43),
      code_challenge_method: 'S256',
    });
    // Any answer counts: `no-cors` hides its content and status, and the redirect is not followed.
    await fetch(`${authorize}?${query}`, {
      mode: 'no-cors',
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.timeout(probeMs),
    });
    return true;
  } catch {
    return false;
  }
}
