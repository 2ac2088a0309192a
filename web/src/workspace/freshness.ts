/** How long what was read stays fresh. */
const freshForMs = 10 * 60_000;

/**
 * Whether the phone's data is recent enough not to be refreshed. A time far in the future is not recent: the phone's
 * clock was wrong then, and has been corrected.
 * @param readAt in milliseconds since 1970, like `now`
 */
export const isFresh = (readAt: number, now: number, forMs = freshForMs): boolean =>
  Math.abs(now - readAt) < forMs;
