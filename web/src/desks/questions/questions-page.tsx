import type { Api } from '../../api/client.ts';
import { Badge } from '../../design/badge.tsx';
import { Card, Cards } from '../../design/card.tsx';
import { formatDate } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { hrefOf } from '../../session/desk-address.ts';
import { areKnown, type Codes, useCodes } from '../frame/codes.ts';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { CloseQuestion } from './close-question.tsx';
import { Leaders } from './leaders.tsx';
import { aboutWords, askedWords, needsCall, type Question, unansweredFirst } from './question-words.ts';
import { readOpenQuestions } from './read-questions.ts';

/** The coordinator's list of the questions that she has asked leaders and not closed, with the answers. Questions without an answer come first. */
export function Questions({ api }: { readonly api: Api }) {
  const questions = useRead(['questions'], () => readOpenQuestions(api));
  const codes = useCodes(
    api,
    (questions.data?.items ?? []).flatMap(({ collectiveId, about }) => [
      collectiveId,
      ...(about.memberId === undefined ? [] : [about.memberId]),
    ]),
  );
  return (
    <>
      <p>{t('questions.explain')}</p>
      <Reading of={questions}>
        {({ items, isWhole }) => (
          <>
            {items.length === 0 && <p>{t('questions.none')}</p>}
            {!isWhole && <p class="warning">{t('more')}</p>}
            <Cards>
              {items.toSorted(unansweredFirst).map((question) => (
                <OpenQuestion
                  key={question.id}
                  api={api}
                  question={question}
                  codes={codes}
                  onClosed={() => questions.refetch()}
                />
              ))}
            </Cards>
          </>
        )}
      </Reading>
    </>
  );
}

type OpenQuestionProps = {
  readonly api: Api;
  readonly question: Question;
  readonly codes: Codes | undefined;
  readonly onClosed: () => Promise<unknown>;
};

function OpenQuestion({ api, question, codes, onClosed }: OpenQuestionProps) {
  const language = useLanguage();
  const { collectiveId, about, ageDays, text, answers } = question;
  const { meetingId, memberId } = about;
  return (
    <Card
      title={<a href={hrefOf('groups', collectiveId)}>{codes?.get(collectiveId)?.name ?? t('collective')}</a>}
      foot={<CloseQuestion api={api} of={question} onClosed={onClosed} />}
    >
      {text != null && (
        <p>
          <strong>{text}</strong>
        </p>
      )}
      <p>
        {text == null ? <strong>{aboutWords(about, language)}</strong> : aboutWords(about, language)}
        {meetingId !== undefined && (
          <>
            {' '}
            · <a href={hrefOf('groups', collectiveId, meetingId)}>{t('questions.toSheet')}</a>
          </>
        )}
        {memberId !== undefined && (
          <>
            {' '}
            ·{' '}
            <a href={hrefOf('members', memberId)}>
              <span class="code">{codes?.get(memberId)?.code ?? (areKnown(codes) ? t('erased') : '…')}</span>
            </a>
          </>
        )}
      </p>
      <p>
        {askedWords(ageDays)}{' '}
        <Badge tone={answers.length === 0 ? 'care' : 'good'}>
          {t(answers.length === 0 ? 'questions.waits' : 'questions.answered')}
        </Badge>
      </p>
      {answers.map(({ id, on, answer, text: ownWords }) => (
        <p key={id}>
          {answer === 'text'
            ? t('questions.answer.own', { date: formatDate(on, language) })
            : t('questions.answer.said', {
                date: formatDate(on, language),
                answer: t(`questions.answer.${answer}`),
              })}
          {ownWords != null && <span class="part">{ownWords}</span>}
        </p>
      ))}
      {needsCall(question) ? (
        <div class="warning">
          {t('questions.call')}
          <Leaders api={api} collectiveId={collectiveId} />
        </div>
      ) : (
        <Leaders api={api} collectiveId={collectiveId} haveAnswered={answers.length > 0} />
      )}
    </Card>
  );
}
