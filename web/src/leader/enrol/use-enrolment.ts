import { useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { isDoubtfulYear, needsGuardian } from '../../consent/giver.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useHere } from '../context.ts';
import { collectives, type Enrolment, enrolmentDrafts } from '../row-kinds.ts';
import { missingAnswer } from './missing-answer.ts';
import { forEachText, typedFields, typedText } from './typed-texts.ts';

/** Consent comes before the name, and the birth year before consent, since somebody else must consent for a girl under 18. */
const questionsOf = (isMinor: boolean) =>
  [
    'birthYear',
    ...(isMinor ? (['guardian'] as const) : []),
    'services',
    'reporting',
    ...typedFields,
    'gender',
    'category',
    'check',
  ] as const;

const createDraft = (collectiveId: string): Enrolment => ({
  id: v7(),
  collectiveId,
  ...forEachText(() => ''),
  birthYear: '',
  gender: '',
  category: '',
  // The ids of the new member's two consents.
  servicesId: v7(),
  reportingId: v7(),
  page: 0,
});

/** What the year of birth in a draft means. */
function readBirthYear(birthYear: string) {
  const today = todayInIndia();
  const year = Number(birthYear);
  const isPossible = /^\d{4}$/.test(birthYear) && year >= 1900 && year <= Number(today.slice(0, 4));
  return {
    year,
    isPossible,
    isMinor: isPossible && needsGuardian(year, today),
    /** Whether the new member would be a small child by this year. */
    isDoubtful: isPossible && isDoubtfulYear(year, today),
  };
}

export type EnrolmentInProgress = ReturnType<typeof useEnrolment>;

/** The phone's one draft of a new member, which is stored at each change, and where its questions stand. */
export function useEnrolment(collectiveId: string) {
  const { workspace } = useHere();
  const [draft, setDraft] = useState<Enrolment>(
    () => workspace.rows.get(enrolmentDrafts, 'draft') ?? createDraft(collectiveId),
  );
  const { isPossible, ...birthYear } = readBirthYear(draft.birthYear);
  const questions = questionsOf(birthYear.isMinor);
  const question = questions[draft.page] ?? 'check';
  const change = (part: Partial<Enrolment>) => {
    const changed = { ...draft, ...part };
    setDraft(changed);
    const isNew = workspace.rows.get(enrolmentDrafts, 'draft') === undefined;
    void workspace.rows.putDraft(enrolmentDrafts, 'draft', changed);
    // The locked phone shows the number of drafts; only a new draft changes it.
    if (isNew) workspace.storeUnsentWork();
  };
  return {
    draft,
    ...birthYear,
    /** The new member's group; undefined if it has left the phone. */
    collective: workspace.rows.get(collectives, draft.collectiveId),
    // Before all answers are checked, a question that was left out is asked.
    question:
      question === 'check'
        ? (missingAnswer(draft, { isYear: isPossible, isMinor: birthYear.isMinor }) ?? question)
        : question,
    steps: questions.length,
    /** Whether the answer to each question that is answered by typing is acceptable. */
    isRight: {
      ...forEachText((field) => typedText(field).isRight(draft[field].trim())),
      birthYear: isPossible,
    },
    change,
    /** Stores an answer and shows the next question. */
    next: (part: Partial<Enrolment> = {}) =>
      change({ ...part, page: Math.min(draft.page + 1, questions.length - 1) }),
    previous: () => change({ page: draft.page - 1 }),
  };
}
