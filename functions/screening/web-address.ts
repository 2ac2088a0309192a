const bytesOf = (encoded: string): Uint8Array =>
  Uint8Array.from(encoded.split('%').slice(1), (byte) => Number.parseInt(byte, 16));

/** Decodes a web address as a person reads it, even if parts are badly encoded. */
export const readAddress = (address: string): string =>
  address.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) =>
    new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytesOf(encoded)),
  );
