import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import { formatDate } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useCodes } from '../frame/codes.ts';
import type { Member } from '../frame/lists/record-types.ts';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { arrivalsIn, movesOf, type PathStep, pathOf } from './path-to-leadership-rules.ts';

/** On the desk's page of a member: her path to leadership, the steps from joining to her offices today. */
export function PathToLeadership({ api, her }: { readonly api: Api; readonly her: Member }) {
  const language = useLanguage();
  const rosters = useRead(['rosters of', her.id], () =>
    readList(api, 'GET /api/outreach', { query: { memberId: her.id } }),
  );
  const moves = useMoves(api, her);
  const groups = useCodes(
    api,
    moves.flatMap(({ from, to }) => [from ?? [], to ?? []].flat()),
  );
  return (
    <section aria-labelledby="path">
      <h3 id="path">{t('path')}</h3>
      <Reading of={rosters}>
        {({ items }) => (
          <ol class="points">
            {pathOf(her, items, moves, todayInIndia()).map((step) => (
              <li key={JSON.stringify(step)}>
                <strong>{stepText(step, (id) => groups?.get(id)?.name ?? t('collective'))}</strong> ·{' '}
                {formatDate(step.on, language)}
              </li>
            ))}
          </ol>
        )}
      </Reading>
    </section>
  );
}

/** Her moves between groups. The moves of her group, which tell of others too, are read only if her statement has one of hers. */
function useMoves(api: Api, { id, collectiveId }: Member) {
  // As in `Savings`, so that it is read once; and anew when she has gone to another group.
  const savings = useRead(['savings', id, collectiveId], () =>
    api.request('GET /api/members/{id}/savings', { path: { id } }),
  );
  const statement = savings.data?.statement ?? [];
  const hasMoved = arrivalsIn(statement).length > 0;
  const ofGroup = useRead(['moves of', collectiveId, hasMoved], async () =>
    hasMoved
      ? (await readList(api, 'GET /api/collectives/{id}/moves', { path: { id: collectiveId } })).items
      : [],
  );
  return movesOf(statement, ofGroup.data ?? []);
}

function stepText(step: PathStep, nameOf: (groupId: string) => string): string {
  switch (step.what) {
    case 'joined':
    case 'leader':
    case 'exited':
      return t(`path.${step.what}`);
    case 'moved':
      return step.from === undefined || step.to === undefined
        ? t('path.moved')
        : `${t('path.moved')}: ${nameOf(step.from)} → ${nameOf(step.to)}`;
    case 'office':
    case 'office_ended': {
      const { body, office } = step.office;
      const officeText = `${t(`officeBody.${body}`)}: ${t(`office.${office}`)}`;
      return step.what === 'office' ? officeText : t('path.officeEnded', { office: officeText });
    }
    case 'outreach':
      return `${t(`outreach.${step.kind}`)}: ${t(`rosterRole.${step.role}`)}`;
  }
}
