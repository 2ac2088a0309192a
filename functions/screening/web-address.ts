/** An address as a person reads it: what is percent-encoded is decoded, also where something else in it is not well encoded. */
export const readAddress = (address: string): string =>
  address.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) =>
    Buffer.from(encoded.replaceAll('%', ''), 'hex').toString('utf8'),
  );
