/**
 * The file whose answer clears what the browser has kept of the site. A client asks for it once she has signed out, and for
 * nothing else: whoever leaves for a moment keeps what waits. Cookies are the sign-in's, which ends its own session.
 */
export const clearing = { path: '/signed-out.txt', header: 'clear-site-data', value: '"cache", "storage"' };

/**
 * Headers of every page and answer, in the cloud and on one machine. No window of another site keeps a reference to ours (COOP), none
 * loads our answers as an image or script of its own (CORP), and no page of ours uses these devices.
 */
export const everyAnswer = {
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/**
 * The content security policy of the client's pages, in the cloud and on one machine.
 * @param connect the origins that a page may call beside its own: the sign-in, and the published files
 */
export const pagePolicy = (connect: readonly string[]): string =>
  [
    "default-src 'self'",
    // A PIN is stretched by WebAssembly; 'unsafe-eval' is another thing, and stays forbidden.
    "script-src 'self' 'wasm-unsafe-eval'",
    `connect-src ${["'self'", ...connect].join(' ')}`,
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
