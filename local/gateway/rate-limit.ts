export type RateLimit = {
  /** Counts a call: 0 if it may pass, otherwise the seconds until the next one may. */
  waitSeconds(personId: string): number;
};

/**
 * Limits the rate of each person's calls on one machine, like API Gateway and the firewall: a token bucket for each person.
 * @param perSecond tokens that are added each second
 * @param burst the size of the bucket, which is how many calls may come at once
 * @param now the real time in milliseconds, not the business time
 */
export function createRateLimit(perSecond = 100, burst = 400, now: () => number = Date.now): RateLimit {
  const buckets = new Map<string, { tokens: number; filledAt: number }>();
  return {
    waitSeconds(personId) {
      const time = now();
      const bucket = buckets.get(personId) ?? { tokens: burst, filledAt: time };
      buckets.set(personId, bucket);
      // A real clock that is set back adds no tokens.
      const elapsedSeconds = Math.max(0, time - bucket.filledAt) / 1000;
      bucket.tokens = Math.min(burst, bucket.tokens + elapsedSeconds * perSecond);
      bucket.filledAt = time;
      if (bucket.tokens < 1) return (1 - bucket.tokens) / perSecond;
      bucket.tokens -= 1;
      return 0;
    },
  };
}
