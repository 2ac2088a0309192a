import * as z from 'zod';
import { page, pageOf } from '../../shared/fields/page-schema.ts';
import { fieldWork, nobody } from '../../shared/http/audiences.ts';
import type { Contract } from '../../shared/http/route-contract.ts';
import { changeLimitWords } from '../../shared/reach/change-limit.ts';
import {
  collective,
  collectiveChange,
  collectiveInput,
  collectiveOverview,
  openedCollective,
} from './schema.ts';

export const collectivesContract = {
  'POST /api/collectives': {
    who: { ...nobody, coordinator: 'area' },
    services: 'none',
    summary: 'Form a collective',
    body: collectiveInput,
    answers: { 201: collective, 200: collective },
    refusals: {
      400: ['invalid_name'],
      409: ['id_reused'],
      422: ['closed_before_formed', 'district_not_in_force', 'outside_area', 'too_many'],
    },
  },
  'GET /api/collectives': {
    who: fieldWork,
    services: 'none',
    summary: 'The collectives; for a leader, her own; for an area coordinator, those of her districts',
    query: z.strictObject(page),
    answers: { 200: pageOf(collective) },
  },
  'GET /api/collective-overviews': {
    who: { ...nobody, coordinator: 'area' },
    services: 'goes on',
    summary:
      'All collectives, of an area coordinator those of her districts, at a glance: members, money, and the meetings of the last months',
    description:
      'A thousand collectives to a page. The figures are those of a moment ago: a sheet that was just recorded may be missing.',
    query: z.strictObject({ cursor: page.cursor }),
    answers: { 200: pageOf(collectiveOverview) },
  },
  'GET /api/collectives/{id}': {
    who: fieldWork,
    services: 'none',
    summary: 'A collective; for a coordinator, with its `leaders`',
    answers: { 200: openedCollective },
    refusals: { 404: ['not_found'] },
  },
  'PATCH /api/collectives/{id}': {
    who: fieldWork,
    services: 'none',
    summary: 'Change a collective',
    description:
      'closedOn is refused while a member is in it (members_active with count) or it holds or owes money (books_open with cashPaise, bankPaise,' +
      ' savingsPaise, loansOutstandingPaise, borrowingsOutstandingPaise). A closed collective takes nothing (collective_closed), until' +
      ` closedOn is null again. A leader moves neither formedOn nor closedOn into a month that has ended, or out of one (month_ended). \`too_many\`: a collective is ${changeLimitWords}.`,
    body: collectiveChange,
    ifMatch: true,
    answers: { 200: collective },
    refusals: {
      400: ['invalid_name'],
      404: ['not_found'],
      422: [
        'closed_before_formed',
        'district_not_in_force',
        'outside_area',
        'month_ended',
        'members_active',
        'books_open',
        'too_many',
      ],
    },
  },
} as const satisfies Contract;

/** The shapes of collectives that the OpenAPI document names. */
export const collectivesSchemas = {
  Collective: collective,
  OpenedCollective: openedCollective,
  NewCollective: collectiveInput,
  CollectiveChange: collectiveChange,
  CollectiveOverview: collectiveOverview,
};
