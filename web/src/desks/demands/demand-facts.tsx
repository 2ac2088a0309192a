import { Badge } from '../../design/badge.tsx';
import { DateText } from '../../design/date.tsx';
import { nameDistrict } from '../../districts/text.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { hrefOf } from '../../session/desk-address.ts';
import type { Demand } from '../frame/lists/record-types.ts';
import { Written } from '../frame/written.tsx';
import { t } from '../text.ts';
import { askAgainOn, isOverdue, isToAskAgain, isWaiting, stateText } from './demand-state.ts';

type DemandFactsProps = {
  readonly of: Demand;
  /** The title of another demand. */
  readonly titleOf: (id: string) => string;
};

/** What was asked of whom, the days that it waits for, and the demands before and after it. */
export function DemandFacts({ of: demand, titleOf }: DemandFactsProps) {
  const { on, kind, to, district, about, dueOn, appealBy, follows, followedBy } = demand;
  const askAgain = askAgainOn(demand);
  // Requests under the Right to Information Act: the law sets the day by which they are answered.
  const isRti = kind === 'rti' || kind === 'rti_appeal';
  return (
    <dl class="facts">
      <dt>{t('kind')}</dt>
      <dd>{t(`demands.kind.${kind}`)}</dd>
      <dt>{t('on')}</dt>
      <dd>
        <DateText on={on} />
      </dd>
      <dt>{t('demands.to')}</dt>
      <dd>{t(`demands.to.${to}`)}</dd>
      <dt>{t('district')}</dt>
      <dd>{district === undefined ? t('demands.wholeState') : nameDistrict(district)}</dd>
      <dt>{t('demands.about')}</dt>
      <dd>{t(`demands.about.${about}`)}</dd>
      <dt>{t('state')}</dt>
      <dd>{stateText(demand)}</dd>
      {isWaiting(demand) && dueOn !== undefined && (
        <>
          <dt>{t('demands.due')}</dt>
          <dd>
            <DateText on={dueOn} /> {isRti && `(${t('demands.due.law')})`}{' '}
            {isOverdue(demand, todayInIndia()) && <Badge tone="bad">{t('demands.late')}</Badge>}
          </dd>
        </>
      )}
      {askAgain !== undefined && (
        <>
          <dt>{t('demands.due')}</dt>
          <dd>
            {t('demands.noDay')} <DateText on={askAgain} />{' '}
            {isToAskAgain(demand, todayInIndia()) && <Badge tone="bad">{t('demands.askAgain')}</Badge>}
            <span class="hint part">{t('demands.noDay.do')}</span>
          </dd>
        </>
      )}
      {appealBy !== undefined && (
        <>
          <dt>{t('demands.appealBy')}</dt>
          <dd>
            <DateText on={appealBy} />
          </dd>
        </>
      )}
      {follows !== undefined && (
        <>
          <dt>{t('demands.follows')}</dt>
          <dd>
            <a href={hrefOf('demands', follows)}>
              <Written text={titleOf(follows)} />
            </a>
          </dd>
        </>
      )}
      {followedBy.length > 0 && (
        <>
          <dt>{t('demands.followedBy')}</dt>
          {followedBy.map((otherId) => (
            <dd key={otherId}>
              <a href={hrefOf('demands', otherId)}>
                <Written text={titleOf(otherId)} />
              </a>
            </dd>
          ))}
        </>
      )}
    </dl>
  );
}
