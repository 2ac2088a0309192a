import type { Caller } from '../../shared/reach/caller.ts';
import { districtNames } from '../../shared/reach/districts.ts';
import type { Reach } from '../../shared/reach/roles.ts';

/** Where a search looks: in a leader's collectives, or in districts. */
export type SearchScope =
  | { readonly of: 'collectives'; readonly ids: readonly string[] }
  | { readonly of: 'districts'; readonly names: readonly string[] };

/** The scope of a caller's search for members. It covers the members for whom `reachesMember` (shared/reach/reach.ts) returns true. */
export const searchScopeOf = (caller: Caller, reach: Reach): SearchScope => {
  switch (reach) {
    case 'all':
      return { of: 'districts', names: districtNames };
    case 'own':
      return { of: 'collectives', ids: caller.collectives };
    case 'area':
    case 'district':
      return { of: 'districts', names: caller.districts };
    case 'assigned':
      // This reach applies to cases. No member is assigned, so the search finds nobody.
      return { of: 'districts', names: [] };
  }
};
