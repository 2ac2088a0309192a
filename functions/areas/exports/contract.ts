import * as z from 'zod';
import { nobody } from '../../shared/http/audiences.ts';
import type { Contract } from '../../shared/http/route-contract.ts';
import { exportInput } from './schema.ts';

export const exportsContract = {
  'POST /api/exports': {
    who: { ...nobody, caseworker: 'all', coordinator: 'no_district', administrator: 'all', auditor: 'all' },
    services: 'stops in part',
    summary: 'Note that a list was saved as a file',
    description:
      'The desk calls it before it offers the file, which holds codes and no names. It is one line of the access log, with the ids of ' +
      'the rows. It gives nothing out: the list itself was read, and its reading noted, before: `not_read` refuses ids that the caller has ' +
      'not read within 24 hours. What no reading names (groups, outreach) an export doesn’t name either. A person may save a hundred ' +
      'lists on an Indian day. `caseSummary`, which is handed to a lawyer or an authority, names the case and its member, and needs her ' +
      'consent to sharing.',
    body: exportInput,
    answers: { 201: z.object({ at: z.iso.datetime({ precision: 3 }) }) },
    refusals: { 404: ['not_found'], 422: ['not_read', 'consent_missing', 'too_many_exports'] },
  },
} as const satisfies Contract;
