/** The size of a value in an answer, where the body is a string in JSON. */
const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(JSON.stringify(value)));

/** As many values as have room, the newest first and at least one. @param values the newest first */
export const newestThatFit = <Value>(values: readonly Value[], maxBytes: number): Value[] => {
  let bytesLeft = maxBytes;
  return values.filter((value, index) => {
    bytesLeft -= bytesOf(value);
    return index === 0 || bytesLeft >= 0;
  });
};
