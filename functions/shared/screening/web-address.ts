/** The bytes of escapes: `%C3%A9` gives C3 and A9. */
const bytesOf = (encoded: string): Uint8Array =>
  Uint8Array.from(encoded.split('%').slice(1), (byte) => Number.parseInt(byte, 16));

/**
 * Decodes the `%` escapes of a web address, so that names in it are found: `Padma%20Devi` is `Padma Devi`. Bytes that are
 * not valid UTF-8 become U+FFFD. Text without escapes stays.
 */
export const readAddress = (address: string): string =>
  address.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) =>
    new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytesOf(encoded)),
  );
