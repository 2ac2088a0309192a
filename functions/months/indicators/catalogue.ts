import { createHash } from 'node:crypto';
import { canonicalJson } from '../../shared/text/canonical-json.ts';
import { care } from './catalogue/care.ts';
import { cases } from './catalogue/cases.ts';
import { children } from './catalogue/children.ts';
import { compensation } from './catalogue/compensation.ts';
import { demands } from './catalogue/demands.ts';
import { entitlements } from './catalogue/entitlements.ts';
import { justice } from './catalogue/justice.ts';
import { leadership } from './catalogue/leadership.ts';
import { meetings } from './catalogue/meetings.ts';
import { members } from './catalogue/members.ts';
import { outreach } from './catalogue/outreach.ts';
import { requests } from './catalogue/requests.ts';
import { road } from './catalogue/road.ts';
import { savings } from './catalogue/savings.ts';
import type { Indicator } from './indicator.ts';

/** Every indicator, in the order in which a snapshot lists them. */
export const indicators: readonly Indicator[] = [
  ...members,
  ...children,
  ...meetings,
  ...savings,
  ...care,
  ...entitlements,
  ...compensation,
  ...justice,
  ...cases,
  ...road,
  ...outreach,
  ...leadership,
  ...requests,
  ...demands,
];

/** The hash of an indicator catalogue: SHA-256 (lower-case hex) of what is published of each indicator, in order. */
export const hashCatalogue = (catalogue: readonly Indicator[]): string =>
  createHash('sha256')
    .update(
      canonicalJson(
        // `counting` has functions, which are not published: only its way is, and what a distinct count counts.
        catalogue.map(({ counting, ...described }) => ({
          ...described,
          way: counting.way,
          ...(counting.way === 'distinct' ? { each: counting.each } : {}),
        })),
      ),
    )
    .digest('hex');
