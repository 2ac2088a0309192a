import { useEffect } from 'preact/hooks';
import { dateInIndia, daysBetween } from '../../../../functions/shared/calendar/calendar.ts';
import type { Api } from '../../api/client.ts';
import type { AnswerOf } from '../../api/routes.ts';
import { formatInstant } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Form } from '../frame/forms/form.tsx';
import { t } from '../text.ts';

type Row = AnswerOf<'GET /api/health/state'>['rows'][number];

const lookAgainMs = 30_000;

/** How many days ago an instant was, in India. */
function ageOf(at: string, now: string): string {
  const count = daysBetween(dateInIndia(new Date(at)), dateInIndia(new Date(now)));
  return count < 1 ? t('health.drill.today') : t('health.drill.daysAgo', { count });
}

/** The restore drill on the page of health, where it is as it should be: how the last one ended, and the button that asks for one. */
export function Drill({
  api,
  row,
  lookedAt,
  onAsked,
}: {
  readonly api: Api;
  readonly row: Row;
  /** When the row was true. */
  readonly lookedAt: string;
  /** Looks again. */
  readonly onAsked: () => Promise<unknown>;
}) {
  const language = useLanguage();
  const { at, outcome, compared = 0, running } = row;
  return (
    <section class="drill" aria-labelledby="drill-title">
      <h2 id="drill-title">{t('health.drill')}</h2>
      {at !== undefined && outcome !== undefined && (
        <p>
          {t(`health.drill.was.${outcome}`, { when: formatInstant(at, language), age: ageOf(at, lookedAt) })}
        </p>
      )}
      {outcome === 'whole' && compared > 0 && <p>{t('health.drill.counted', { count: compared })}</p>}
      <DrillRunning row={row} onAsked={onAsked} />
      {running === undefined && <AskForDrill api={api} onAsked={onAsked} />}
    </section>
  );
}

/** Which drills are meant, and how far the one has come that runs. */
export function DrillRunning({
  row: { running },
  onAsked,
}: {
  readonly row: Row;
  readonly onAsked: () => Promise<unknown>;
}) {
  const language = useLanguage();
  const isRunning = running !== undefined;
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => void onAsked(), lookAgainMs);
    return () => clearInterval(timer);
  }, [isRunning]);
  return (
    <>
      <p class="hint">{t('health.drill.ofWhom')}</p>
      {isRunning && (
        <p class="notice" role="status">
          {t(`health.drill.runs.${running.step}`, { when: formatInstant(running.at, language) })}{' '}
          {t('health.drill.goesOn')}
        </p>
      )}
    </>
  );
}

/** The button that asks for a restore drill. */
export const AskForDrill = ({
  api,
  onAsked,
}: {
  readonly api: Api;
  readonly onAsked: () => Promise<unknown>;
}) => (
  <Form
    label="health.drill"
    submit="health.drill.now"
    isSecondary
    done={null}
    confirm={() => ({
      title: t('health.drill.ask'),
      explain: <p>{t('health.drill.explain')}</p>,
      buttonLabel: t('health.drill.now'),
      isHarmless: true,
    })}
    onSend={async (_, id) => {
      await api.request('POST /api/health/drills', { body: { id } });
      await onAsked();
    }}
  >
    {null}
  </Form>
);
