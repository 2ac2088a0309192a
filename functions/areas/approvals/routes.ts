import { formatInstant } from '../../shared/calendar/calendar.ts';
import { cursorField, decodeCursor } from '../../shared/fields/cursor.ts';
import { limitOf } from '../../shared/fields/page-schema.ts';
import { createRoutes } from '../../shared/http/create-routes.ts';
import type { AccessLog } from '../../shared/journal/access-log.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import { type Approval, kindOf } from '../../shared/two-person/approval-schema.ts';
import { type Matter, validateDecider } from '../../shared/two-person/decision-rules.ts';
import { approvalsContract } from './contract.ts';
import { decidersOf } from './other-deciders.ts';
import type { Decisions } from './repository.ts';
import type { Decision, WaitingApproval } from './schema.ts';

/** The kind of subject that each matter has. */
const subjectKinds = {
  person: 'person',
  sign_in: 'person',
  member_erasure: 'member',
  person_erasure: 'person',
  data_handover: 'handover',
} as const satisfies Record<Matter, WaitingApproval['of']>;

/** The fields of a request for approval that every answer has: ids and fixed words. */
const toCommonFields = ({ id, matter, subject, askedBy, askedAt, facts }: Approval) => ({
  approvalId: id,
  kind: kindOf(matter),
  subject,
  of: subjectKinds[matter],
  askedBy,
  askedAt,
  ...facts,
});

export const createApprovalsRoutes = ({
  decisions,
  accessLog,
}: {
  decisions: Decisions;
  accessLog: AccessLog;
}) => {
  /**
   * The waiting requests that the caller made or may decide on. An open request need not be waiting: an approved one for a new password stays open
   * until the password is handed out.
   */
  const visibleTo = (open: readonly Approval[], caller: Caller) =>
    open.flatMap((approval) => {
      const refusal = validateDecider(approval, caller);
      const isHers = approval.askedBy === caller.personId;
      return approval.state === 'waiting' && (isHers || refusal === undefined)
        ? [{ approval, decides: refusal === undefined }]
        : [];
    });

  /** Whether she may decide on each request, and otherwise from when on, and who may now. */
  const readWhoMayDecide = async (
    visible: ReturnType<typeof visibleTo>,
    decider: { readonly caller: Caller; readonly now: Date },
  ): Promise<Pick<WaitingApproval, 'mayDecide' | 'mayDecideFrom' | 'othersMayDecide'>[]> => {
    const untils = await Promise.all(
      visible.map(({ approval, decides }) =>
        decides ? decisions.findSameHand(approval.askedBy, decider) : undefined,
      ),
    );
    const isTied = untils.some((until) => until !== undefined);
    const people = isTied ? await decisions.readTrustedPeople() : [];
    return visible.map(({ approval, decides }, index) => {
      const until = untils[index];
      return until === undefined
        ? { mayDecide: decides }
        : {
            mayDecide: false,
            mayDecideFrom: formatInstant(until),
            othersMayDecide: decidersOf(approval, people, decider.now),
          };
    });
  };

  const endRequest = async (
    id: string,
    decision: Decision,
    decider: { readonly caller: Caller; readonly now: Date },
  ) => {
    const approval = await decisions.decide(id, decision, decider);
    const { decidedBy, decidedAt } = approval;
    return { status: 200, body: { ...toCommonFields(approval), decision, decidedBy, decidedAt } } as const;
  };

  return createRoutes(approvalsContract)({
    'GET /api/approvals': async (request) => {
      const { query, caller } = request;
      const { items, next } = await decisions.listOpen(limitOf(query.limit), decodeCursor(query.cursor));
      const visible = visibleTo(items, caller);
      const approvals = visible.map(({ approval }) => approval);
      const [{ names, facts }, disabled, whoMayDecide] = await Promise.all([
        decisions.readPeopleOf(approvals),
        decisions.listDisabled(request.now),
        readWhoMayDecide(visible, request),
      ]);
      const others = whoMayDecide.flatMap(({ othersMayDecide = [] }) => othersMayDecide);
      await accessLog(request, {
        subjects: [
          ...approvals.map(({ subject }) => subject),
          ...[...disabled, ...others].map(({ id }) => id),
        ],
        fields: ['kind', 'name'],
      });
      const answered = approvals.map((approval, index): WaitingApproval => {
        const subjectName = names.get(approval.subject);
        const askedByName = names.get(approval.askedBy);
        const factsOfPerson = facts.get(approval.id);
        return {
          ...toCommonFields(approval),
          ...(whoMayDecide[index] ?? { mayDecide: false }),
          ...(subjectName === undefined ? {} : { subjectName }),
          ...(askedByName === undefined ? {} : { askedByName }),
          ...(factsOfPerson === undefined ? {} : { facts: factsOfPerson }),
          ...(kindOf(approval.matter) === 'erasure' ? { erasesOn: decisions.erasesOn(request.now) } : {}),
        };
      });
      return { status: 200, body: { items: answered, disabled, ...cursorField(next) } };
    },

    'POST /api/approvals/{id}': async ({ path, body: { decision }, caller, now }) =>
      endRequest(path.id, decision, { caller, now }),

    'POST /api/approvals/{id}/withdrawal': async ({ path, caller, now }) =>
      endRequest(path.id, 'withdrawn', { caller, now }),
  });
};
