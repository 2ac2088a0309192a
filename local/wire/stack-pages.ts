import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';

/** What the stack's own pages share: the sign-in, and the page that is there while the stack starts. The client's pages are built, these are not. */

const lettersPath = '/telugu-letters.ttf';
const lettersFile = '@expo-google-fonts/noto-sans-telugu/400Regular/NotoSansTelugu_400Regular.ttf';

/** The style of their letters. What is brought comes first, as in web/src/design/base.css: Chromium does not draw a heading anew when it arrives later. */
export const lettersStyle = `@font-face { font-family: "Brought Telugu"; src: url("${lettersPath}"); unicode-range: U+C00-C7F, U+964-965, U+200C-200D, U+25CC; }
:root { color-scheme: light dark; font: 1.125rem/1.6 "Brought Telugu", system-ui, sans-serif; }`;

const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; font-src 'self'; frame-ancestors 'none'; base-uri 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const;

/** Answers a request with one of these pages. */
export function sendStackPage(response: ServerResponse, status: number, page: string): void {
  response.writeHead(status, { ...pageHeaders, 'content-length': Buffer.byteLength(page) });
  response.end(page);
}

/** Answers a request for the letters. @returns whether it was one */
export function sendLetters(request: IncomingMessage, response: ServerResponse): boolean {
  if (request.url !== lettersPath) return false;
  const letters = readFileSync(createRequire(import.meta.url).resolve(lettersFile));
  response.writeHead(200, {
    'content-type': 'font/ttf',
    'content-length': letters.length,
    'cache-control': 'max-age=86400',
  });
  response.end(request.method === 'HEAD' ? undefined : letters);
  return true;
}

/** The page for whoever opens the site while it starts. It asks again by itself, at the same address. */
export const startingPage = `<!doctype html>
<html lang="te">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="3"><title>మొదలవుతోంది · Starting</title>
<style>
${lettersStyle}
main { max-width: 34rem; margin: 0 auto; padding: 2rem 1rem; }
</style></head>
<body><main>
<h1>మొదలవుతోంది…</h1>
<p>సిద్ధం కాగానే ఈ పేజీ దానంతట అదే తెరుచుకుంటుంది. మొదటిసారి కొన్ని నిమిషాలు పట్టవచ్చు.</p>
<div lang="en"><h2>Starting…</h2>
<p>This page opens by itself once everything is ready. The first time, that can take a few minutes.</p></div>
</main></body>
</html>
`;
