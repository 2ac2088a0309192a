import type { SentByPhone } from '../../../../functions/areas/members/definition.ts';
import { noticeVersion } from '../../consent/notice.ts';
import { requiredOneOf } from '../../design/fields/one-of.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { requestOf } from '../../outbox/operation.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { type Collective, type Enrolment, enrolmentDrafts, members } from '../row-kinds.ts';
import { forEachText } from './typed-texts.ts';
import type { EnrolmentInProgress } from './use-enrolment.ts';

// In the order in which they are offered.
export const genders = ['female', 'transgender', 'male', 'undisclosed'] as const;
export const categories = ['trafficking_survivor', 'cse_survivor', 'undisclosed'] as const;

/** Removes the draft of a new member from the phone. */
export async function removeDraft(workspace: Workspace): Promise<void> {
  await workspace.rows.remove(enrolmentDrafts, 'draft');
  workspace.storeUnsentWork();
}

/** Records a new member from her answers: into the outbox, and among the phone's members. @throws if the phone is full */
export async function recordEnrolment(
  workspace: Workspace,
  { draft, year, isMinor }: Pick<EnrolmentInProgress, 'draft' | 'year' | 'isMinor'>,
  collective: Collective,
): Promise<void> {
  const on = todayInIndia();
  await workspace.record({
    id: draft.id,
    what: 'member',
    ...requestOf('POST /api/members', {
      body: {
        id: draft.id,
        ...forEachText((field) => draft[field].trim() || undefined),
        name: draft.name.trim(),
        birthYear: year,
        gender: requiredOneOf(genders, draft.gender),
        category: requiredOneOf(categories, draft.category),
        district: collective.district,
        mandal: collective.mandal,
        collectiveId: collective.id,
        joinedOn: on,
        consents: consentsOf(draft, on, isMinor),
        children: [],
      } satisfies Readonly<Record<SentByPhone, unknown> & Record<string, unknown>>,
    }),
    entities: [draft.id],
  });
  await workspace.rows.put(members, draft.id, {
    id: draft.id,
    name: draft.name.trim(),
    collectiveId: collective.id,
    // 0 until the server has recorded her.
    version: 0,
    joinedOn: on,
    savingsPaise: 0,
    loans: [],
  });
  await workspace.rows.remove(enrolmentDrafts, 'draft');
}

function consentsOf(draft: Enrolment, on: string, isMinor: boolean) {
  const consent = {
    on,
    method: 'spoken' as const,
    noticeVersion,
    ...(isMinor && draft.guardian !== undefined ? { givenBy: draft.guardian } : {}),
  };
  return [
    // Without consent to services she does not get past its question.
    { id: draft.servicesId, purpose: 'services' as const, given: true, ...consent },
    { id: draft.reportingId, purpose: 'reporting' as const, given: draft.reporting === true, ...consent },
  ];
}
