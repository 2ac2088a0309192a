import { formatInstant } from '../../shared/calendar/calendar.ts';
import { type AppError, forbidden, stale } from '../../shared/errors/errors.ts';
import { withVersion } from '../../shared/http/etag.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import { oversees } from '../../shared/reach/reach.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import { consentWithdrawn } from '../../shared/services/withdrawn.ts';
import { type AddedNote, newNote } from './added-note.ts';
import { assigneeRolesOf, validateAssignment } from './assignee.ts';
import { validateCaseChanges } from './case-limits.ts';
import { type Asker, findReachable, shown } from './case-reach.ts';
import { applyChange } from './change-case.ts';
import { validateEvent } from './event-rules.ts';
import { validateLettingGo, validateRestating } from './letting-go.ts';
import { readTimeline } from './read-timeline.ts';
import { changeCase } from './repository.ts';
import { type Deps, type Handler, loggedCaseFields, logReading } from './route-deps.ts';
import type { CaseRecord } from './schema.ts';

/** The route that changes a case: its kind, priority, incident or assignee. */

/** The refusal of a change that takes a case, or what others recorded in it, out of their hands. Only a leader's change is refused so. */
const validateHands = async (
  { table }: Deps,
  before: CaseRecord,
  after: CaseRecord,
  { caller, reach }: { readonly caller: Caller; readonly reach: Reach },
): Promise<AppError | undefined> => {
  const isOpener = reach === 'own';
  const refusal = validateLettingGo(before, after, { isOpener });
  if (refusal !== undefined) return refusal;
  if (!isOpener) return undefined;
  return validateRestating(before, after, () => readTimeline(table, before.id), caller.personId);
};

/** The journal line of a changed case. @param fields the names of the changed fields */
const lineOfChange = (
  lineId: string,
  { caller, now }: Asker,
  { id: caseId, memberId, kind, priority, openedOn, assignedTo, incident }: CaseRecord,
  fields: string[],
  note: AddedNote | undefined,
): JournalLineOf<'case_changed'> => ({
  type: 'case_changed',
  id: lineId,
  recordedAt: now.toISOString(),
  actor: caller.personId,
  caseId,
  memberId,
  kind,
  priority,
  openedOn,
  assignedTo,
  ...(fields.includes('incident') ? { incident: incident ?? null } : {}),
  fields,
  noteId: note?.id,
});

export const changeRoute =
  (deps: Deps): Handler<'PATCH /api/cases/{id}'> =>
  async (request) => {
    const { path, body, ifMatch, caller, reach, now } = request;
    const {
      isEmergencyAccess,
      hasStopped: isStopped,
      womanId,
      district,
      ...found
    } = await findReachable(deps.table, path.id, request, reach);
    const { record } = found;
    const answer = (value: CaseRecord): CaseRecord => shown({ ...value, womanId, hasStopped: isStopped });
    if (isEmergencyAccess) {
      throw forbidden();
    }
    // A leader may no longer read this case. So this comes before the version is compared, whose refusal shows the case.
    if (isStopped && !oversees(reach)) {
      throw consentWithdrawn();
    }
    await logReading(deps.accessLog, request, record, loggedCaseFields);
    if (record.version !== ifMatch) {
      throw stale(answer(record));
    }
    const { changed, fields } = applyChange(record, body, {
      changedAt: formatInstant(now),
      role: caller.role,
    });
    if (fields.length === 0) {
      return withVersion(200, answer(record));
    }
    const note = newNote(deps.newId, body.note, request);
    const outcome = await changeCase(
      deps,
      record,
      { ...found, record: changed },
      note,
      {
        refusal:
          validateAssignment(caller, reach, { before: record.assignedTo, after: changed.assignedTo }) ??
          (await validateHands(deps, record, changed, request)) ??
          (note && validateEvent(found, isEmergencyAccess, note, request.today)) ??
          validateCaseChanges(record, reach),
        assignees: { roles: assigneeRolesOf(reach), district },
        reach,
      },
      lineOfChange(deps.newId(), request, changed, fields, note),
    );
    if (outcome !== 'written') {
      throw stale(answer(outcome.stale));
    }
    return withVersion(200, answer(changed));
  };
