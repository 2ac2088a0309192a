import { roadAreas } from '../../../../functions/shared/kinds/road-words.ts';
import { Drawing } from '../../drawings/drawing.tsx';
import { formatDate } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { answerNumbers, newestAnswer, type RoadArea, saysSomething } from '../../talks/talk.ts';
import { caseFiles, type TalkDraft } from '../../workspace/row-kinds.ts';
import { CallButton, CallLinks } from '../call.tsx';
import { useHere } from '../context.ts';
import { GoalQuestion } from './goal-question.tsx';
import { talksOf } from './her-talks.ts';
import { t } from './text.ts';
import { contentOf, type TalkInProgress } from './use-talk.ts';

/** The pages of a talk with a woman. talk.tsx is the screen. */

export function TalkPage({
  talk,
  page,
}: {
  readonly talk: TalkInProgress;
  readonly page: TalkDraft['page'];
}) {
  switch (page) {
    case 'begin':
      return (
        <>
          <p class="notice">{t('talk.begin')}</p>
          <button type="button" class="primary" onClick={() => talk.next()}>
            {t('talk.begin.button')}
          </button>
        </>
      );
    case 'help':
      return <Help talk={talk} />;
    case 'goal':
      return (
        <>
          <Step talk={talk} step={roadAreas.length + 1} />
          <GoalQuestion talk={talk} />
        </>
      );
    case 'end':
      return <End talk={talk} />;
    default:
      return <Question talk={talk} area={page} />;
  }
}

/** The number of the question, and the way back to the one before. */
function Step({ talk, step }: { readonly talk: TalkInProgress; readonly step: number }) {
  return (
    <p class="part">
      {t('talk.step', { step, steps: roadAreas.length + 1 })}
      <button type="button" class="quiet" onClick={talk.previous}>
        {t('talk.previous')}
      </button>
    </p>
  );
}

function Question({ talk, area }: { readonly talk: TalkInProgress; readonly area: RoadArea }) {
  const { workspace } = useHere();
  const { answers } = talk.draft;
  const last = newestAnswer(talksOf(workspace, talk.draft.memberId), area);
  const { [area]: _, ...others } = answers;
  return (
    <>
      <Step talk={talk} step={roadAreas.indexOf(area) + 1} />
      <h2>{t(`ask.${area}`)}</h2>
      {last !== undefined && (
        <p class="part">
          {t('talk.last', {
            date: formatDate(last.on, language()),
            said: t(`answer.${area}.${last.said}`),
          })}
        </p>
      )}
      <div class="talk-answers">
        {answerNumbers.map((number) => (
          <button
            type="button"
            key={number}
            aria-pressed={answers[area] === number}
            onClick={() =>
              talk.next({
                answers: { ...others, [area]: number },
                // The first answer about safety says that she is in danger.
                ...(area === 'safety' && number === 1 ? { page: 'help' } : {}),
              })
            }
          >
            <Drawing name={`${area}-${number}`} />
            {t(`answer.${area}.${number}`)}
          </button>
        ))}
        <button type="button" onClick={() => talk.next({ answers: others })}>
          {t('answer.none')}
        </button>
      </div>
    </>
  );
}

/** The page for a woman in danger: numbers to call, and the way to her crisis, a new urgent case if she has none that is open. */
function Help({ talk }: { readonly talk: TalkInProgress }) {
  const { workspace, go } = useHere();
  const { memberId } = talk.draft;
  const openCrisis = workspace.rows
    .all(caseFiles)
    .find((one) => one.memberId === memberId && one.kind === 'crisis' && one.status !== 'closed');
  return (
    <>
      <h2>{t('talk.help')}</h2>
      <p class="warning" role="alert">
        {t('talk.help.explain')}
      </p>
      <CallLinks />
      {openCrisis === undefined ? (
        <button
          type="button"
          class="second danger"
          onClick={() => go({ name: 'openCase', memberId, proposal: { kind: 'crisis', priority: 'urgent' } })}
        >
          {t('talk.help.open')}
        </button>
      ) : (
        <button type="button" class="second danger" onClick={() => go({ name: 'case', id: openCrisis.id })}>
          {t('talk.help.case')}
        </button>
      )}
      <button type="button" class="second" onClick={() => talk.next()}>
        {t('talk.help.goOn')}
      </button>
    </>
  );
}

function End({ talk }: { readonly talk: TalkInProgress }) {
  // A talk in which she said nothing is not recorded.
  const isRecordable = saysSomething(contentOf(talk.draft));
  const count = Object.keys(talk.draft.answers).length;
  return (
    <>
      <h2>{t('talk.end')}</h2>
      <p>{count === 0 ? t('talk.end.noAnswer') : t('talk.end.count', { count })}</p>
      <button
        type="button"
        class="primary"
        // Recording fails only if the phone is full, which the frame shows.
        onClick={() => void talk.finish().catch(() => {})}
      >
        {t(isRecordable ? 'talk.end.save' : 'talk.end.nothing')}
      </button>
      <button type="button" class="quiet" onClick={talk.previous}>
        {t('talk.previous')}
      </button>
    </>
  );
}

/** The last words, said to the woman once the talk is recorded. */
export function Closing() {
  const { go } = useHere();
  return (
    <>
      <p class="notice" role="status">
        {t('talk.closing')}
      </p>
      <p>{t('talk.closing.kept')}</p>
      <button type="button" class="primary" onClick={() => go({ name: 'home' })}>
        {t('talk.home')}
      </button>
      <CallButton />
    </>
  );
}
