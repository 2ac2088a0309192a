import { printPaper } from '../papers/paper-fonts.ts';
import { planFields, type SafetyPlan } from './safety-plan.ts';
import { t } from './text.ts';
import '../papers/paper.css';
import './talks.css';

/**
 * Her safety plan on a small paper that looks like anybody's notes, to be cut out: an innocent title, no name, no day, and nothing of the
 * programme. Of the page it alone is printed (papers/paper.css).
 */
export function PlainNotes({ plan }: { readonly plan: SafetyPlan }) {
  return (
    <>
      <p class="soft">{t('notes.explain')}</p>
      <button type="button" class="second small" onClick={() => void printPaper()}>
        {t('notes.print')}
      </button>
      <article class="paper notes" aria-label={t('notes.title')}>
        <h2>{t('notes.title')}</h2>
        <ul>
          {planFields.map((field) => {
            const text = plan[field];
            return (
              text !== undefined && (
                <li key={field}>
                  {t(`notes.${field}`)}: {text}
                </li>
              )
            );
          })}
        </ul>
      </article>
    </>
  );
}
