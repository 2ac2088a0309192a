import { timingSafeEqual } from 'node:crypto';

/** Whether two secrets are the same text, compared in constant time. */
export const isSameText = (a: string, b: string): boolean => {
  const [first, second] = [Buffer.from(a), Buffer.from(b)];
  return first.length === second.length && timingSafeEqual(first, second);
};
