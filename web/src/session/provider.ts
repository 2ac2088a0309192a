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
    const { authorize } = await loadConfig(probeMs);
    // Any answer counts: `no-cors` hides its content and status.
    await fetch(authorize, {
      mode: 'no-cors',
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.timeout(probeMs),
    });
    return true;
  } catch {
    return false;
  }
}
