import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import { useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { stateCoordinatorsOf } from './state-coordinators-rules.ts';

/** At an area coordinator's desk: the names and telephones of the state's coordinators, where a tap on a number calls it. Nothing until they are read. */
export function StateCoordinators({ api }: { readonly api: Api }) {
  const { data } = useRead(['assignees'], () => readList(api, 'GET /api/assignees', {}));
  const coordinators = stateCoordinatorsOf(data?.items ?? []);
  if (coordinators.length === 0) return null;
  return (
    <>
      <span class="soft">{t('area.state')}:</span>{' '}
      {coordinators.map(({ id, name, telephone }) => (
        <span class="part" key={id}>
          {name}{' '}
          {telephone !== undefined && <a href={`tel:${telephone.replaceAll(/[ -]/g, '')}`}>{telephone}</a>}
        </span>
      ))}
    </>
  );
}
