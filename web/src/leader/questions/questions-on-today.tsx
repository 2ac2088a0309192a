import { useHere } from '../context.ts';
import { collectives } from '../row-kinds.ts';
import { t } from '../text.ts';
import { listAsked, sentenceOf } from './asked.ts';

/**
 * What the desk asks, on the leader's Today: what waits for her answer, or what she has answered, which she may still change. Nothing where there is none. A
 * tap opens the question.
 */
export function QuestionsOnToday({ areAnswered }: { readonly areAnswered?: boolean }) {
  const { workspace, go } = useHere();
  const asked = listAsked(workspace.rows).filter(({ answer }) => (answer === undefined) === !areAnswered);
  if (asked.length === 0) return null;
  return (
    <>
      <h2>
        {t('asked.title')}
        {areAnswered && ' ✓'}
      </h2>
      {asked.map(({ question }) => (
        <button
          type="button"
          class={areAnswered ? 'choice' : 'choice tonight'}
          key={question.id}
          onClick={() => go({ name: 'question', id: question.id })}
        >
          {sentenceOf(workspace.rows, question)}
          <span class="part">{workspace.rows.get(collectives, question.collectiveId)?.name}</span>
          <span class="part">{areAnswered ? '✓' : `${t('asked.answer')} ›`}</span>
        </button>
      ))}
    </>
  );
}
