import { groups } from './groups.ts';
import { months } from './months.ts';
import { office } from './office.ts';
import { women } from './women.ts';

/**
 * All functions that answer routes, one for each area of the API, from the four files that define them: about single women, about groups, for
 * the office's work, and about months. common-access.ts explains the permissions that many functions share, such as `claims` and
 * `openingsAndLists`. lib/constructs/routes.ts makes API Gateway's routes of the functions; without-routes.ts has the other functions.
 */
export const areas = { ...women, ...groups, ...office, ...months } as const;

/** The name of a function that answers routes, such as `members`. */
export type AreaName = keyof typeof areas;
