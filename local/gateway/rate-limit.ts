/** A token bucket per person, like API Gateway's: `perSecond` calls a second, and `burst` at once. */
export type RateLimit = {
  /** 0 if the call may pass, else the seconds until the next one may. */
  waitSeconds(personId: string): number;
};

/**
 * Limits each person's calls on one machine, as API Gateway and the firewall do.
 * @param now the real time in milliseconds, not the business time
 */
export function createRateLimit(perSecond = 100, burst = 400, now: () => number = Date.now): RateLimit {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    waitSeconds(personId) {
      const at = now();
      const bucket = buckets.get(personId) ?? { tokens: burst, at };
      buckets.set(personId, bucket);
      bucket.tokens = Math.min(burst, bucket.tokens + (Math.max(0, at - bucket.at) / 1000) * perSecond);
      bucket.at = at;
      if (bucket.tokens < 1) return (1 - bucket.tokens) / perSecond;
      bucket.tokens -= 1;
      return 0;
    },
  };
}
