import { useEffect, useState } from 'preact/hooks';
import { formatDate } from '../../i18n/format.ts';
import { workLanguage } from '../../i18n/language.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { keepPictures, readLessons } from '../../lessons/fetch-lessons.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { lessonsHeard } from '../row-kinds.ts';
import { t } from './text.ts';

type Found = readonly Lesson[] | 'loading' | 'missing';

/** Hook: the lessons in the page's language, from the server; without a network, as the phone read them last. */
export function useLessons(): Found {
  const language = workLanguage(useLanguage());
  const [found, setFound] = useState<Found>('loading');
  useEffect(() => {
    let isHere = true;
    const show = (next: Found) => {
      if (isHere) setFound(next);
    };
    readLessons(language).then(
      (lessons) => {
        show(lessons);
        // Without a network, the pictures that the phone has kept are shown.
        void keepPictures(lessons, language).catch(() => {});
      },
      () => show('missing'),
    );
    return () => {
      isHere = false;
    };
  }, [language]);
  return found;
}

/** The lessons, each with the day on which it was last heard to its end. */
export function Learn() {
  const { workspace, go } = useHere();
  const language = useLanguage();
  const lessons = useLessons();
  const heard = workspace.rows.get(lessonsHeard, 'all')?.heardOn ?? {};
  return (
    <Frame title={t('learn.title')} back={{ name: 'settings' }} isHeard>
      {lessons === 'loading' && <p>{t('learn.loading')}</p>}
      {lessons === 'missing' && <p class="notice">{t('learn.offline')}</p>}
      {typeof lessons !== 'string' && (
        <>
          <p>{t('learn.explain')}</p>
          {lessons.map(({ id, title }) => {
            const date = heard[id];
            return (
              <button type="button" class="choice" key={id} onClick={() => go({ name: 'lesson', id })}>
                <strong>{title}</strong>
                <span class="soft">
                  {date === undefined
                    ? t('learn.never')
                    : t('learn.heard', { date: formatDate(date, language) })}
                </span>
              </button>
            );
          })}
        </>
      )}
    </Frame>
  );
}
