import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import { formatInstant } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Fold } from '../frame/fold.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { Drill } from './drill.tsx';
import { notFineByWeight } from './health-rules.ts';
import './health.css';
import { foundIn } from './found-text.tsx';
import { RowToMend } from './row-to-mend.tsx';

type HealthProps = {
  readonly api: Api;
  /** What else waits for the administrator, to be shown below what is not well. */
  readonly children: ComponentChildren;
};

/**
 * Tells the administrator whether the system is well. If it is, one line says so. Otherwise a list says what is not well, the most
 * serious first, with what to do and who can do it; and a line says whom to call.
 */
export function Health({ api, children }: HealthProps) {
  const language = useLanguage();
  const [isLooking, setLooking] = useState(false);
  const health = useRead(['health'], () => api.request('GET /api/health/state', {}));
  const lookAgain = async (): Promise<void> => {
    setLooking(true);
    await health.refetch();
    setLooking(false);
  };
  return (
    <section class="health" aria-label={t('health')}>
      <Reading of={health}>
        {({ at, rows, callPhone }) => {
          const notFine = notFineByWeight(rows);
          const drill = rows.find(({ code }) => code === 'drill');
          return (
            <>
              {notFine.length === 0 ? (
                <p class="notice">{t('health.well')}</p>
              ) : (
                <>
                  <p class="warning">
                    {t('health.notWell', { count: notFine.length })}{' '}
                    {callPhone === undefined
                      ? t('health.callNobody')
                      : t('health.call', { phone: callPhone.replaceAll(' ', '\u00a0') })}
                  </p>
                  <ul>
                    {notFine.map((row) => (
                      <li key={row.code}>
                        <RowToMend api={api} row={row} onAsked={health.refetch} />
                      </li>
                    ))}
                  </ul>
                </>
              )}
              {children}
              {/* A drill that is not fine is in the list above. */}
              {drill !== undefined && !notFine.includes(drill) && (
                <Drill api={api} row={drill} lookedAt={at} onAsked={health.refetch} />
              )}
              <Fold label="health.others">
                <dl class="facts">
                  {rows
                    // The drill has a section of its own.
                    .filter((row) => row.state === 'fine' && row !== drill)
                    .flatMap((row) => [
                      <dt key={row.code}>{t(`health.${row.code}`)}</dt>,
                      <dd key={`${row.code} found`}>{foundIn(row, language)}</dd>,
                    ])}
                </dl>
              </Fold>
              <p class="looked">
                <span>{t('health.lookedAt', { when: formatInstant(at, language) })}</span>
                <button
                  type="button"
                  class="second small"
                  disabled={isLooking}
                  onClick={() => void lookAgain()}
                >
                  {t('health.again')}
                </button>
              </p>
            </>
          );
        }}
      </Reading>
    </section>
  );
}
