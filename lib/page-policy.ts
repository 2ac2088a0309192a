/**
 * A file whose answer makes the browser clear the site's data. The client requests it after signing out, and
 * never on *Leave*, which keeps unsent work. Cookies are not cleared: only the sign-in page has one, and ends its session itself.
 */
export const siteDataClearing = {
  path: '/signed-out.txt',
  header: 'clear-site-data',
  value: '"cache", "storage"',
};

/** What a recording of the voice may do if somebody opens it as a page: nothing. */
export const recordingHeaders = { 'content-security-policy': "default-src 'none'; sandbox" } as const;

/**
 * Headers of every page and answer, in the cloud and locally. No other site's window can reference ours (COOP)
 * or load our answers as images or scripts (CORP), and no page uses these devices, but for the microphone of the desk where texts are
 * recorded: the browser asks whoever sits there.
 */
export const securityHeaders = {
  'permissions-policy': 'camera=(), geolocation=(), microphone=(self)',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/**
 * The content security policy of the client's pages, in the cloud and locally.
 * @param connect further origins that a page may call: the sign-in and the published files
 */
export const pagePolicy = (connect: readonly string[]): string =>
  [
    "default-src 'self'",
    // Argon2id runs in WebAssembly. This does not allow 'unsafe-eval'.
    "script-src 'self' 'wasm-unsafe-eval'",
    `connect-src ${["'self'", ...connect].join(' ')}`,
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
