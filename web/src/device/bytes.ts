/** Bytes that Web Crypto accepts: not in memory that threads share. */
export type Bytes = Uint8Array<ArrayBuffer>;

export const randomBytes = (count: number): Bytes => crypto.getRandomValues(new Uint8Array(count));

export const toUtf8 = (text: string): Bytes => new Uint8Array(new TextEncoder().encode(text));

export const toBase64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

export const fromBase64Url = (text: string): Bytes =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
    character.charCodeAt(0),
  );
