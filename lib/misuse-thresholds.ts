import type { AreaName, areas } from './functions/with-routes.ts';

type Route = (typeof areas)[AreaName]['routes'][number];

/** Thresholds that suggest misuse. They are choices: adjust them to what you see. */
export const misuse = {
  /** Requests refused with 403 or 404, of all people together. */
  refusals: {
    threshold: 100,
    minutes: 15,
    because:
      'A phone whose leader was given other collectives asks once for what it knew, some forty records; nobody else is refused more ' +
      'than a few times in an hour.',
  },
  /** Wrong codes typed to get emergency access to a case, of all people together. */
  wrongCodes: {
    threshold: 5,
    minutes: 60,
    because:
      'A case’s code is told on the telephone and typed once: a slip or two. Who guesses needs very many: there are 64 ' +
      'million codes.',
  },
  /** Records whose names or texts one person reads. */
  records: {
    threshold: 300,
    minutes: 24 * 60,
    because:
      'A leader’s phone that is set up again opens the names of her sixty members, a coordinator’s busiest day a hundred records. ' +
      'Nobody’s day opens as many as the whole programme began with.',
  },
} as const;

/**
 * Routes that decrypt names or texts, whose records `misuse.records` counts. A Contributor Insights rule takes
 * ten at most.
 */
export const decryptingRoutes = [
  'GET /api/members/{id}',
  'PATCH /api/members/{id}',
  'POST /api/members/search',
  'GET /api/cases/{id}/events',
  'GET /api/break-glass',
] as const satisfies readonly Route[];
