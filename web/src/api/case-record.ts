import type { ItemOf } from './routes.ts';

/** A case as the API tells it. */
export type CaseRecord = ItemOf<'GET /api/cases'>;
