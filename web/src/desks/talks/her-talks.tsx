import type { Api } from '../../api/client.ts';
import { Problem } from '../../api/problem.ts';
import type { AnswerOf } from '../../api/routes.ts';
import { formatDate } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { GoalWords } from '../../talks/goal-words.tsx';
import { standingGoal, talksThatCount } from '../../talks/talk.ts';
import { TalkWords } from '../../talks/talk-words.tsx';
import { Fold } from '../frame/fold.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { TakeEntryBack } from '../members/take-entry-back.tsx';
import { t } from '../text.ts';
import { TalkForm } from './talk-form.tsx';

type HerTalksProps = {
  readonly api: Api;
  readonly memberId: string;
  /** Whether the signed-in person may take a talk back. */
  readonly mayTakeBack: boolean;
};

type Talks = AnswerOf<'GET /api/members/{id}/talks'>;

/** On the desk's page of a member or of a case: the talks with her, her goal, and the form that holds one. Nothing is read before it is unfolded. */
export function HerTalks(props: HerTalksProps) {
  return (
    <section aria-labelledby="talks">
      <h3 id="talks">{t('talks')}</h3>
      <p class="soft">{t('talks.what')}</p>
      <Fold label="talks.show">
        <WhatSheSaid {...props} />
      </Fold>
      <Fold label="talk.new">
        <NewTalk {...props} />
      </Fold>
    </section>
  );
}

/** The talks with a woman; null if the reader may hold one, but not read them: a caseworker who has no open case of hers. */
const useTalks = ({ api, memberId }: Pick<HerTalksProps, 'api' | 'memberId'>) =>
  useRead(['talks of', memberId], async (): Promise<Talks | null> => {
    try {
      return await api.request('GET /api/members/{id}/talks', { path: { id: memberId } });
    } catch (failure) {
      if (failure instanceof Problem && failure.status === 404) return null;
      throw failure;
    }
  });

function WhatSheSaid(props: HerTalksProps) {
  const language = useLanguage();
  const talks = useTalks(props);
  return (
    <Reading of={talks}>
      {(read) =>
        read === null ? (
          <p class="notice">{t('talks.notYours')}</p>
        ) : (
          <>
            <p class="soft">{t('talks.explain')}</p>
            {read.dueOn !== undefined && <p>{t('talks.due', { date: formatDate(read.dueOn, language) })}</p>}
            <StandingGoal of={read} />
            {read.items.length === 0 && <p>{t('talks.none')}</p>}
            {read.items.toReversed().map((one) => (
              <OneTalk key={one.id} {...props} talk={one} onTakenBack={talks.refetch} />
            ))}
          </>
        )
      }
    </Reading>
  );
}

function StandingGoal({ of: { items } }: { readonly of: Talks }) {
  const goal = standingGoal(talksThatCount(items));
  if (goal === undefined) return null;
  return (
    <>
      <h4>{t('talk.goal')}</h4>
      <GoalWords goal={goal} />
    </>
  );
}

function OneTalk({
  api,
  memberId,
  mayTakeBack,
  talk,
  onTakenBack,
}: HerTalksProps & { readonly talk: Talks['items'][number]; readonly onTakenBack: () => Promise<unknown> }) {
  const date = formatDate(talk.on, useLanguage());
  // Undefined if the talk was taken back.
  const [countedTalk] = talksThatCount([talk]);
  return (
    <article aria-label={date}>
      <h4>{countedTalk === undefined ? <s>{date}</s> : date}</h4>
      {countedTalk === undefined ? <p>{t('takenBack')}</p> : <TalkWords talk={countedTalk} />}
      {countedTalk !== undefined && mayTakeBack && (
        <TakeEntryBack api={api} memberId={memberId} name={date} entryId={talk.id} onDone={onTakenBack} />
      )}
    </article>
  );
}

function NewTalk(props: HerTalksProps) {
  const talks = useTalks(props);
  return (
    <Reading of={talks}>
      {(read) => (
        <TalkForm
          api={props.api}
          memberId={props.memberId}
          mayTakeBack={props.mayTakeBack}
          standing={standingGoal(talksThatCount(read?.items ?? []))}
          onRecorded={talks.refetch}
        />
      )}
    </Reading>
  );
}
