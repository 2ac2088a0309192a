import type { Api } from '../../api/client.ts';
import type { AnswerOf } from '../../api/routes.ts';
import { useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';

type Leader = NonNullable<AnswerOf<'GET /api/collectives/{id}'>['leaders']>[number];

/** Names and telephones of a group's leaders; a tap on a number calls it. */
export function LeaderNames({ leaders }: { readonly leaders: readonly Leader[] }) {
  if (leaders.length === 0) return <span>{t('questions.noLeader')}</span>;
  return (
    <>
      {leaders.map(({ id, name, telephone }) => (
        <span class="part" key={id}>
          {name}{' '}
          {telephone !== undefined && <a href={`tel:${telephone.replaceAll(/[ -]/g, '')}`}>{telephone}</a>}
        </span>
      ))}
    </>
  );
}

/** The same of a group by its id; reading it is logged. */
export function Leaders({ api, collectiveId }: { readonly api: Api; readonly collectiveId: string }) {
  const { data } = useRead(['group', collectiveId], () =>
    api.request('GET /api/collectives/{id}', { path: { id: collectiveId } }),
  );
  return (
    <p>
      {t('questions.leaders')}: {data !== undefined && <LeaderNames leaders={data.leaders ?? []} />}
    </p>
  );
}
