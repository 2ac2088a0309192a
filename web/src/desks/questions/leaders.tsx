import type { Api } from '../../api/client.ts';
import type { AnswerOf } from '../../api/routes.ts';
import { StateCoordinators } from '../areas/state-coordinators.tsx';
import { useHasArea } from '../frame/forms/own-districts.ts';
import { useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';

type Leader = NonNullable<AnswerOf<'GET /api/collectives/{id}'>['leaders']>[number];

/** The first part of the query key of each group with its leaders. */
export const groupKey = ['group'];

/** Reads a group with its leaders, by its id; the API logs it. */
export const useGroup = (api: Api, collectiveId: string) =>
  useRead([...groupKey, collectiveId], () =>
    api.request('GET /api/collectives/{id}', { path: { id: collectiveId } }),
  );

type LeaderNamesProps = {
  readonly api: Api;
  readonly leaders: readonly Leader[];
  /** Whether they have answered: then nobody need call them. */
  readonly haveAnswered?: boolean;
};

/** Names and telephones of a group's leaders, where a tap on a number calls it; or that it has none, and whom to tell. */
export function LeaderNames({ api, leaders, haveAnswered = false }: LeaderNamesProps) {
  const hasArea = useHasArea();
  if (leaders.length === 0) {
    return (
      <span>
        <strong>{t('questions.noLeader')}.</strong>{' '}
        {t(hasArea ? 'questions.noLeader.area' : 'questions.noLeader.who')}{' '}
        {hasArea && <StateCoordinators api={api} />}
      </span>
    );
  }
  return (
    <>
      {leaders.map(({ id, name, telephone, phone }) => (
        <span class="part" key={id}>
          {name} {/* The number of a phone that was stolen rings with the thief. */}
          {telephone !== undefined && phone !== 'ended' && (
            <a class="whole" href={`tel:${telephone.replaceAll(/[ -]/g, '')}`}>
              {telephone}
            </a>
          )}{' '}
          {phone !== undefined && (
            <strong class="part">
              {t(haveAnswered ? `questions.phone.${phone}.answered` : `questions.phone.${phone}`)}
            </strong>
          )}
        </span>
      ))}
    </>
  );
}

/** Whether no question can reach a group's leaders: the phone of each was ended, and none has a new one; or there is none. */
export const areWithoutPhone = (leaders: readonly Leader[]): boolean =>
  leaders.every(({ phone }) => phone === 'ended');

type LeadersProps = Pick<LeaderNamesProps, 'api' | 'haveAnswered'> & { readonly collectiveId: string };

/** Names and telephones of a group's leaders, by the group's id. */
export function Leaders({ api, collectiveId, haveAnswered = false }: LeadersProps) {
  const { data } = useGroup(api, collectiveId);
  return (
    <p>
      {t('questions.leaders')}:{' '}
      {data !== undefined && (
        <LeaderNames api={api} leaders={data.leaders ?? []} haveAnswered={haveAnswered} />
      )}
    </p>
  );
}
