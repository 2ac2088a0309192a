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
  const list = asked.map(({ question }) => (
    <button
      type="button"
      class="choice slim"
      key={question.id}
      onClick={() => go({ name: 'question', id: question.id })}
    >
      {sentenceOf(workspace.rows, question)}
      <span class="part">
        {workspace.rows.get(collectives, question.collectiveId)?.name}
        {areAnswered ? ' ✓' : ` · ${t('asked.answer')} ›`}
      </span>
    </button>
  ));
  return areAnswered ? (
    <details>
      <summary>
        {t('asked.title')}: {asked.length} ✓
      </summary>
      {list}
    </details>
  ) : (
    <>
      <h2>{t('asked.title')}</h2>
      {list}
    </>
  );
}
