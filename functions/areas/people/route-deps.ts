import { formatInstant } from '../../shared/calendar/calendar.ts';
import type { Ids } from '../../shared/fields/ids.ts';
import type { Handlers } from '../../shared/http/create-routes.ts';
import type { AccessLog } from '../../shared/journal/access-log.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import type { SignIns } from '../../shared/sign-ins/sync-sign-ins.ts';
import { type Approval, type ApprovalFacts, toAskedAnswer } from '../../shared/two-person/approval-schema.ts';
import type { ApprovalRequest } from './ask-for-approval.ts';
import type { AllowSignIn } from './cognito-sign-in.ts';
import type { peopleContract } from './contract.ts';
import type { NamingRecords } from './person-writes.ts';
import type { Person } from './schema.ts';

/** What the routes of people have in common. */

export type Deps = NamingRecords & {
  readonly allowSignIn: AllowSignIn;
  readonly signIns: Pick<SignIns, 'syncOrDefer'>;
  readonly accessLog: AccessLog;
  readonly newId: Ids;
};

export type Handler<Key extends keyof typeof peopleContract> = Handlers<typeof peopleContract>[Key];

/** The personal fields of people in answers, for the access log. */
export const shownFields = ['name', 'telephone'];

/** What a journal line says of a person. */
type JournaledPerson = Pick<Person, 'id' | 'role' | 'collectives' | 'districts' | 'disabled'>;

export const personChangedLine = (
  deps: Deps,
  { id, role, collectives, districts, disabled }: JournaledPerson,
  fields: string[],
  caller: Caller,
  now: Date,
): JournalLineOf<'person_changed'> => ({
  type: 'person_changed',
  id: deps.newId(),
  recordedAt: now.toISOString(),
  actor: caller.personId,
  personId: id,
  role,
  collectives,
  districts,
  disabled,
  fields,
});

/** A request for a second person's approval, with its journal line. */
export const approvalRequestOf = (
  deps: Deps,
  kind: 'person' | 'sign_in',
  subject: string,
  facts: ApprovalFacts,
  caller: Caller,
  now: Date,
): { readonly asking: ApprovalRequest; readonly line: JournalLineOf<'approval_asked'> } => {
  const id = deps.newId();
  return {
    asking: { id, askedBy: caller.personId, askedAt: formatInstant(now), facts },
    line: {
      type: 'approval_asked',
      id,
      recordedAt: now.toISOString(),
      actor: caller.personId,
      approvalId: id,
      kind,
      subject,
      ...(facts.role === undefined ? {} : { role: facts.role }),
    },
  };
};

/** The answer 202: a second person is asked to approve what was sent. */
export const accepted = (approval: Approval) => ({ status: 202, body: toAskedAnswer(approval) }) as const;
