import { answerBytesOf } from './answer-size.ts';

/** As many values as have room, the newest first and at least one. @param values the newest first */
export const newestThatFit = <Value>(values: readonly Value[], maxBytes: number): Value[] => {
  let bytesLeft = maxBytes;
  return values.filter((value, index) => {
    bytesLeft -= answerBytesOf(value) + 1;
    return index === 0 || bytesLeft >= 0;
  });
};
