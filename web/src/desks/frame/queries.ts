import { QueryClient } from '@tanstack/preact-query';
import { Problem } from '../../api/problem.ts';

/** The cache through which the desk's pages read from the API. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // Personal data is not kept in memory after it leaves the screen.
      gcTime: 0,
      refetchOnWindowFocus: false,
      // One more attempt, but not after a refusal of the API.
      retry: (failureCount, error) => failureCount < 1 && !(error instanceof Problem),
    },
  },
});
