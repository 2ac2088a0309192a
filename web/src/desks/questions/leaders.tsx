import type { Api } from '../../api/client.ts';
import type { AnswerOf } from '../../api/routes.ts';
import { StateCoordinators } from '../areas/state-coordinators.tsx';
import { useHasArea } from '../frame/forms/own-districts.ts';
import { useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';

type Leader = NonNullable<AnswerOf<'GET /api/collectives/{id}'>['leaders']>[number];

/** Reads a group with its leaders, by its id; the API logs it. */
export const useGroup = (api: Api, collectiveId: string) =>
  useRead(['group', collectiveId], () =>
    api.request('GET /api/collectives/{id}', { path: { id: collectiveId } }),
  );

/** Names and telephones of a group's leaders, where a tap on a number calls it; or that it has none, and whom to tell. */
export function LeaderNames({ api, leaders }: { readonly api: Api; readonly leaders: readonly Leader[] }) {
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
      {leaders.map(({ id, name, telephone }) => (
        <span class="part" key={id}>
          {name}{' '}
          {telephone !== undefined && (
            <a class="whole" href={`tel:${telephone.replaceAll(/[ -]/g, '')}`}>
              {telephone}
            </a>
          )}
        </span>
      ))}
    </>
  );
}

/** The same of a group by its id. */
export function Leaders({ api, collectiveId }: { readonly api: Api; readonly collectiveId: string }) {
  const { data } = useGroup(api, collectiveId);
  return (
    <p>
      {t('questions.leaders')}: {data !== undefined && <LeaderNames api={api} leaders={data.leaders ?? []} />}
    </p>
  );
}
