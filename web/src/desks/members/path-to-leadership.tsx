import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import { formatDate } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import type { Member } from '../frame/lists/record-types.ts';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { type PathStep, pathOf } from './path-to-leadership-rules.ts';

/** On the desk's page of a member: her path to leadership, the steps from joining to her offices today. */
export function PathToLeadership({ api, her }: { readonly api: Api; readonly her: Member }) {
  const language = useLanguage();
  const rosters = useRead(['rosters of', her.id], () =>
    readList(api, 'GET /api/outreach', { query: { memberId: her.id } }),
  );
  return (
    <section aria-labelledby="path">
      <h3 id="path">{t('path')}</h3>
      <Reading of={rosters}>
        {({ items }) => (
          <ol class="points">
            {pathOf(her, items, todayInIndia()).map((step) => (
              <li key={JSON.stringify(step)}>
                <strong>{stepText(step)}</strong> · {formatDate(step.on, language)}
              </li>
            ))}
          </ol>
        )}
      </Reading>
    </section>
  );
}

function stepText(step: PathStep): string {
  switch (step.what) {
    case 'joined':
    case 'leader':
    case 'exited':
      return t(`path.${step.what}`);
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
