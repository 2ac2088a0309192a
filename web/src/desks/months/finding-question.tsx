import { aboutOfFinding, caseOfFinding } from '../../../../functions/months/preview/about-finding.ts';
import type { Api } from '../../api/client.ts';
import { hrefOf } from '../../session/desk-address.ts';
import { AskLeader } from '../questions/ask-leader.tsx';
import { CloseQuestion } from '../questions/close-question.tsx';
import { answerWords, askedWords } from '../questions/question-words.ts';
import { t } from '../text.ts';
import type { MonthFinding } from './findings-rules.ts';
import { WhoHasCase } from './who-has-case.tsx';

type FindingQuestionProps = {
  readonly api: Api;
  readonly finding: MonthFinding;
  /** Whether the leaders are read only once she presses. */
  readonly isReadLater: boolean;
  readonly onChanged: () => Promise<unknown>;
};

/** What was asked of a finding's group about it, with its age and the answer; or the way to ask. Of a case, who has it. Nothing where nobody could know. */
export function FindingQuestion({ api, finding, isReadLater, onChanged }: FindingQuestionProps) {
  const { question, collectiveId, assignedTo } = finding;
  const caseId = caseOfFinding(finding);
  if (caseId !== undefined) {
    return <WhoHasCase api={api} caseId={caseId} assignedTo={assignedTo} onChanged={onChanged} />;
  }
  if (question === undefined) {
    const about = aboutOfFinding(finding);
    if (about === undefined || collectiveId === undefined) return null;
    return (
      <AskLeader
        api={api}
        collectiveId={collectiveId}
        about={about}
        isReadLater={isReadLater}
        onAsked={onChanged}
      />
    );
  }
  const said = answerWords(question);
  return (
    <>
      <strong>{said ?? t('questions.waits')}</strong>
      <span class="part">{askedWords(question.ageDays)}</span>
      {said === undefined && <span class="part">{t('questions.answerHere')}</span>}
      {question.answers.at(-1)?.answer === 'text' && (
        <a class="part" href={hrefOf('questions')}>
          {t('questions.read')}
        </a>
      )}
      {question.closed === undefined && said !== undefined && (
        <CloseQuestion api={api} of={question} onClosed={onChanged} />
      )}
    </>
  );
}
