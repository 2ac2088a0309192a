import type { ItemOf } from './routes.ts';

/** A case as the API returns it. */
export type CaseRecord = ItemOf<'GET /api/cases'>;
