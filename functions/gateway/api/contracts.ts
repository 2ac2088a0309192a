import { approvalsContract, approvalsSchemas } from '../../areas/approvals/contract.ts';
import { auditContract, auditSchemas } from '../../areas/audit/contract.ts';
import { booksContract, booksSchemas } from '../../areas/books/contract.ts';
import { casesContract, casesSchemas } from '../../areas/cases/contract.ts';
import { collectivesContract, collectivesSchemas } from '../../areas/collectives/contract.ts';
import { demandsContract, demandsSchemas } from '../../areas/demands/contract.ts';
import { devicesContract } from '../../areas/devices/contract.ts';
import { erasureContract, erasureSchemas } from '../../areas/erasure/contract.ts';
import { exportsContract } from '../../areas/exports/contract.ts';
import { handoverContract, handoverSchemas } from '../../areas/handover/contract.ts';
import { healthContract, healthSchemas } from '../../areas/health/contract.ts';
import { membersContract, membersSchemas } from '../../areas/members/contract.ts';
import { movesContract, movesSchemas } from '../../areas/moves/contract.ts';
import { outreachContract, outreachSchemas } from '../../areas/outreach/contract.ts';
import { packContract, packSchemas } from '../../areas/pack/contract.ts';
import { peopleContract, peopleSchemas } from '../../areas/people/contract.ts';
import { programmeContract, programmeSchemas } from '../../areas/programme/contract.ts';
import { questionsContract, questionsSchemas } from '../../areas/questions/contract.ts';
import { recordContract, recordSchemas } from '../../areas/record/contract.ts';
import { requestsContract, requestsSchemas } from '../../areas/requests/contract.ts';
import { sameWomenContract, sameWomenSchemas } from '../../areas/same-women/contract.ts';
import { voiceContract, voiceSchemas } from '../../areas/voice/contract.ts';
import { closingContract, closingSchemas } from '../../months/closing/contract.ts';
import { previewContract, previewSchemas } from '../../months/preview/contract.ts';
import { snapshotsContract, snapshotsSchemas } from '../../months/snapshots/contract.ts';
import type { Chapter } from '../../shared/http/openapi-schemas.ts';
import { apiContract } from './contract.ts';

/**
 * The contracts of all areas, in the order of the OpenAPI document. The OpenAPI document, the clients and the tests of all routes are made from
 * this list. A new area adds its contract here. A tag is the area's name in the document, which may differ from its folder's (`savings` is areas/books,
 * `close` is months/closing).
 */
export const chapters = [
  {
    tag: 'session',
    about: 'Whether the API answers, what it is, and who is signed in',
    contract: apiContract,
  },
  {
    tag: 'devices',
    about: 'The keys of what a shared phone keeps until it is sent',
    contract: devicesContract,
  },
  {
    tag: 'collectives',
    about: 'The self-help groups',
    contract: collectivesContract,
    schemas: collectivesSchemas,
  },
  {
    tag: 'members',
    about: 'The survivors who are members, their consents and children',
    contract: membersContract,
    schemas: membersSchemas,
  },
  {
    tag: 'same-women',
    about: 'Women who may be enrolled twice',
    contract: sameWomenContract,
    schemas: sameWomenSchemas,
  },
  {
    tag: 'requests',
    about: 'What members ask about what is kept of them',
    contract: requestsContract,
    schemas: requestsSchemas,
  },
  {
    tag: 'record',
    about: 'All that is kept of a member, and who looked',
    contract: recordContract,
    schemas: recordSchemas,
  },
  {
    tag: 'savings',
    about: 'Meetings, and the money that changes hands there',
    contract: booksContract,
    schemas: booksSchemas,
  },
  {
    tag: 'moves',
    about: 'Women who go from one group to another, groups that divide and groups that become one',
    contract: movesContract,
    schemas: movesSchemas,
  },
  {
    tag: 'questions',
    about: 'What the desk asks leaders, and what they answer',
    contract: questionsContract,
    schemas: questionsSchemas,
  },
  { tag: 'cases', about: 'Cases and their timelines', contract: casesContract, schemas: casesSchemas },
  {
    tag: 'pack',
    about: 'What a leader’s phone needs to work without a network',
    contract: packContract,
    schemas: packSchemas,
  },
  {
    tag: 'outreach',
    about: 'Work with the media, the police and those who decide',
    contract: outreachContract,
    schemas: outreachSchemas,
  },
  {
    tag: 'demands',
    about: 'What was asked of offices of the State, and what came of it',
    contract: demandsContract,
    schemas: demandsSchemas,
  },
  {
    tag: 'voice',
    about: 'Recordings of the texts that phones speak',
    contract: voiceContract,
    schemas: voiceSchemas,
  },
  {
    tag: 'snapshots',
    about: 'The published months and their files',
    contract: snapshotsContract,
    schemas: snapshotsSchemas,
  },
  {
    tag: 'preview',
    about: 'A month before it closes',
    contract: previewContract,
    schemas: previewSchemas,
  },
  {
    tag: 'close',
    about: 'Corrections of published months',
    contract: closingContract,
    schemas: closingSchemas,
  },
  {
    tag: 'programme',
    about: 'What is published beside the counts: terms, targets, baselines, narratives',
    contract: programmeContract,
    schemas: programmeSchemas,
  },
  { tag: 'people', about: 'People and their access', contract: peopleContract, schemas: peopleSchemas },
  {
    tag: 'exports',
    about: 'Lists that are saved as files',
    contract: exportsContract,
  },
  { tag: 'audit', about: 'Who changed what, and who looked', contract: auditContract, schemas: auditSchemas },
  {
    tag: 'erasure',
    about: 'Members, leaders and staff who are erased',
    contract: erasureContract,
    schemas: erasureSchemas,
  },
  {
    tag: 'approvals',
    about: 'What takes two persons',
    contract: approvalsContract,
    schemas: approvalsSchemas,
  },
  {
    tag: 'handover',
    about: 'All data, for anyone who carries the programme on',
    contract: handoverContract,
    schemas: handoverSchemas,
  },
  {
    tag: 'health',
    about: 'Whether the system itself is well',
    contract: healthContract,
    schemas: healthSchemas,
  },
] as const satisfies readonly Chapter[];

type Contracts = (typeof chapters)[number]['contract'];
/**
 * The intersection of the members of a union: one object type with the routes of all contracts. TypeScript infers it
 * as the parameter that suits all functions of a union.
 */
type IntersectionOf<Union> = (Union extends unknown ? (one: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never;

/** The type of all routes by key, with their bodies and answers. It types the web client and the tests. */
export type Routes = IntersectionOf<Contracts>;

/** The key of a route: `METHOD /path/{parameter}`. */
export type ApiRoute = keyof Routes & string;
