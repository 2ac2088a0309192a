/** Decodes a web address as a person reads it, even if parts are badly encoded. */
export const readAddress = (address: string): string =>
  address.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) =>
    Buffer.from(encoded.replaceAll('%', ''), 'hex').toString('utf8'),
  );
