import { useRef, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import type { QuestionAnswer, QuestionKind } from '../../../../functions/shared/kinds/question-words.ts';
import { LongField } from '../../design/fields/field.tsx';
import { todayInIndia } from '../../i18n/today.ts';
import { requestOf } from '../../outbox/operation.ts';
import { useRedrawWhenRowsChange } from '../../phone/context.ts';
import { Gone } from '../../phone/frame.tsx';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { womanOf } from '../joined.ts';
import { collectives } from '../row-kinds.ts';
import { t as firstText } from '../text.ts';
import { askedOf, sentenceOf } from './asked.ts';
import { t } from './text.ts';

/** The answers that are offered to each kind of question; the last, `text`, is in her own words. */
const answersTo: Readonly<Record<QuestionKind, readonly QuestionAnswer[]>> = {
  no_sheet: ['did_not_meet', 'done', 'text'],
  sheet: ['yes', 'no', 'done', 'text'],
  cash: ['yes', 'no', 'done', 'text'],
  member: ['yes', 'no', 'done', 'text'],
  consent: ['yes', 'no', 'done', 'text'],
  other: ['yes', 'no', 'done', 'text'],
};

/** A question of the desk, which she answers with one tap, or in her own words. */
export function QuestionScreen({ id }: { readonly id: string }) {
  const { workspace, go } = useHere();
  useRedrawWhenRowsChange();
  /** What she writes; undefined before she chose to. */
  const [text, setText] = useState<string>();
  // The same id at every press, so that pressing twice gives one answer.
  const { current: answerId } = useRef(v7());
  const asked = askedOf(workspace.rows, id);
  if (asked === undefined) return <Gone />;
  const { question, answer } = asked;
  const { collectiveId, about } = question;
  const name = womanOf(workspace.rows, about.memberId ?? '')?.name;
  // Recording fails only if the phone is full, which the frame shows.
  const record = async (chosen: QuestionAnswer) => {
    await workspace.record({
      id: answerId,
      what: 'question_answer',
      ...requestOf('POST /api/collectives/{id}/questions/{questionId}/answers', {
        path: { id: collectiveId, questionId: id },
        body: {
          id: answerId,
          on: todayInIndia(),
          answer: chosen,
          ...(chosen === 'text' && text !== undefined ? { text: text.trim() } : {}),
        },
      }),
      entities: [collectiveId, id],
    });
    go({ name: 'saved' });
  };
  return (
    <Frame title={firstText('asked.title')} back={{ name: 'home' }}>
      <p class="soft">{workspace.rows.get(collectives, collectiveId)?.name}</p>
      <p>
        <strong>{sentenceOf(workspace.rows, question)}</strong>
      </p>
      {name !== undefined && <p>{name}</p>}
      {question.text !== undefined && <blockquote>{question.text}</blockquote>}
      {answer !== undefined && (
        <p class="notice">
          {t('question.said', { said: t(`said.${answer.answer}`) })}
          {answer.text !== undefined && <span class="part">{answer.text}</span>}
        </p>
      )}
      {text === undefined ? (
        <fieldset class="answers">
          <legend>{t(answer === undefined ? 'question.answer' : 'question.again')}</legend>
          {answersTo[about.kind].map((each) => (
            <button
              type="button"
              class="second"
              key={each}
              onClick={() => (each === 'text' ? setText('') : void record(each).catch(() => {}))}
            >
              {t(`answer.${about.kind === 'no_sheet' && each === 'done' ? 'sheetSent' : each}`)}
            </button>
          ))}
        </fieldset>
      ) : (
        <>
          <LongField name="text" label={t('answer.text')} text={text} onText={setText} />
          <button
            type="button"
            class="primary"
            disabled={text.trim() === ''}
            onClick={() => void record('text').catch(() => {})}
          >
            {t('question.send')}
          </button>
        </>
      )}
    </Frame>
  );
}
