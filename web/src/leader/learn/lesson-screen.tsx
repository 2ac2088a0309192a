import { useEffect, useState } from 'preact/hooks';
import { todayInIndia } from '../../i18n/today.ts';
import { readPicture } from '../../lessons/fetch-lessons.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import { Gone } from '../../phone/frame.tsx';
import { rowWrite } from '../../rows/encrypted-rows.ts';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { lessonsHeard } from '../row-kinds.ts';
import { useLessons } from './learn.tsx';
import { t } from './text.ts';

/** A lesson: a picture of the phone and a sentence at a time, heard rather than read. At its end the day is kept on this phone. */
export function LessonScreen({ id }: { readonly id: string }) {
  const lessons = useLessons();
  if (typeof lessons === 'string') {
    return (
      <Frame title={t('learn.title')} back={{ name: 'learn' }}>
        <p>{t(lessons === 'loading' ? 'learn.loading' : 'learn.offline')}</p>
      </Frame>
    );
  }
  const lesson = lessons.find((one) => one.id === id);
  return lesson === undefined ? <Gone /> : <Steps lesson={lesson} />;
}

function Steps({ lesson: { id, title, steps, hasPractice } }: { readonly lesson: Lesson }) {
  const { workspace, go } = useHere();
  const [index, setIndex] = useState(0);
  const step = steps[index];
  if (step === undefined) return <Gone />;
  const isLast = index === steps.length - 1;
  const finish = (next: 'learn' | 'practice') => {
    const heardOn = { ...workspace.rows.get(lessonsHeard, 'all')?.heardOn, [id]: todayInIndia() };
    // If the phone is full, the lesson only counts as not heard.
    void workspace.rows.putAll([rowWrite(lessonsHeard, 'all', { heardOn })]).catch(() => {});
    go({ name: next });
  };
  return (
    <Frame title={title} back={{ name: 'learn' }} isHeard>
      <p class="soft">{t('learn.step', { step: index + 1, steps: steps.length })}</p>
      <p aria-live="polite">
        <strong>{step.text}</strong>
      </p>
      <Picture address={step.picture} key={step.picture} />
      {isLast ? (
        <>
          <button type="button" class="primary" onClick={() => finish('learn')}>
            {t('learn.done')}
          </button>
          {hasPractice && (
            <button type="button" class="second" onClick={() => finish('practice')}>
              {t('learn.try')}
            </button>
          )}
        </>
      ) : (
        <button type="button" class="primary" onClick={() => setIndex(index + 1)}>
          {t('learn.next')}
        </button>
      )}
      {index > 0 && (
        <button type="button" class="second" onClick={() => setIndex(index - 1)}>
          {t('learn.previous')}
        </button>
      )}
    </Frame>
  );
}

/** A picture from the phone's own copy. The sentence says what it shows, so it has no text of its own. */
function Picture({ address }: { readonly address: string }) {
  const [source, setSource] = useState<string>();
  useEffect(() => {
    let url: string | undefined;
    let isHere = true;
    void readPicture(address).then((picture) => {
      if (picture === undefined || !isHere) return;
      url = URL.createObjectURL(picture);
      setSource(url);
    });
    return () => {
      isHere = false;
      if (url !== undefined) URL.revokeObjectURL(url);
    };
  }, [address]);
  return source === undefined ? null : (
    <img class="lesson-picture" src={source} alt="" width="270" height="480" />
  );
}
