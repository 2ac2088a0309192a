import * as z from 'zod';
import { pageOf } from '../../shared/fields/page-schema.ts';
import { nobody } from '../../shared/http/audiences.ts';
import type { Contract } from '../../shared/http/route-contract.ts';
import { answeredJournalLine } from '../../shared/journal/line.ts';
import { access, codeOfId, codesInput, digestsQuery, journalQuery, logQuery, verifiedDay } from './schema.ts';

const bounds =
  '`from` and `to` are Indian dates (both included) or instants. A page may hold fewer than `limit`, even none; while ' +
  'it has a `cursor` there may be more, further back.';

export const auditContract = {
  'GET /api/journal': {
    who: { ...nobody, auditor: 'all' },
    services: 'goes on',
    summary: 'Who changed what: the journal’s lines, latest first',
    description:
      'In ids, dates and words from fixed lists; no line holds a name or a text about anybody. As subject a code finds its member or case, and a member’s also the lines of her cases, and of her groups’ sheets that name her. ' +
      `As subject a meeting, loan, consent, child or event finds its lines too, which stand under its collective, member or case. Of a talk with a member a line says that there was one, and nothing that she answered, and of a case that was closed not what she says of the help; \`for=counting\`, an export by which others count again, has that too, of all lines alike (not with subject or actor). ${bounds}`,
    query: journalQuery,
    answers: { 200: pageOf(answeredJournalLine()) },
  },
  'POST /api/codes': {
    who: { ...nobody, auditor: 'all', coordinator: 'area' },
    services: 'goes on',
    summary:
      'What ids stand for, as in the logs and the findings of a month: codes of members and cases, names of groups',
    description:
      'An id that stands for nothing of these is left out. An auditor is told a member’s code after her erasure ' +
      'was approved too, until her key is destroyed; a coordinator is not.',
    body: codesInput,
    answers: { 200: z.object({ items: z.array(codeOfId) }) },
  },
  'GET /api/access-log': {
    who: { ...nobody, auditor: 'all' },
    services: 'goes on',
    summary: 'Who read what: the readings of personal fields, latest first',
    description:
      'Which fields of which records were given out, to whom and by which route; never what they held. A page of a list is one line, which stands for all of ' +
      'a UTC day in which the same reader saw the same again, after the other lines of its day: from `at` to `lastAt`, in `hours` hours. One ' +
      'line is a search, also one that found nobody, and a code that opened nothing in emergency access. As subject each of the ids in ' +
      `\`subjects\` finds it. ${bounds}`,
    query: logQuery,
    answers: { 200: pageOf(access) },
  },
  'GET /api/log-digests': {
    who: { ...nobody, auditor: 'all' },
    services: 'none',
    summary: 'Whether the lines of a month’s completed days are those of their daily digests',
    description:
      'Days are UTC. A digest is written once a day, can’t be changed, and names the one before it. `findings` says what is missing, was ' +
      'changed or was added since. The command `npm run verify-log` does the same for all days.',
    query: digestsQuery,
    answers: {
      200: z.object({
        items: z.array(verifiedDay),
        sealedUntil: z.iso
          .date()
          .optional()
          .describe(
            'The last day (UTC) that is sealed, with all before it; absent before the first run. A day after it without a digest is not sealed yet: that says nothing of its lines.',
          ),
      }),
    },
  },
} as const satisfies Contract;

/** The shapes of journal, access log and digests that the OpenAPI document names. */
export const auditSchemas = {
  JournalLine: answeredJournalLine(),
  Access: access,
};
