import type { ComponentChildren } from 'preact';
import type { AnswerOf } from '../../api/routes.ts';
import { InstantText } from '../../design/date.tsx';
import { formatDate, formatInstant } from '../../i18n/format.ts';
import type { useLanguage } from '../../i18n/use-language.ts';
import { formatMonth } from '../../months/format-published.ts';
import { t } from '../text.ts';

type Row = AnswerOf<'GET /api/health/state'>['rows'][number];

const dollarsText = (cents = 0): string => (cents / 100).toFixed(2);

/** The text for a row of something that has not happened yet, such as the first backup; undefined if that is not fine. */
const noneYetText = ({ state }: Row): string | undefined =>
  state === 'fine' ? t('health.noneYet') : undefined;

/** What the check of a row found, if a short text can say it; undefined otherwise. */
export function foundIn(row: Row, language: ReturnType<typeof useLanguage>): ComponentChildren {
  // The check could not be made.
  if (row.reason === 'unread') return undefined;
  switch (row.code) {
    case 'backup':
      return row.at === undefined
        ? noneYetText(row)
        : t('health.backup.found', { when: formatInstant(row.at, language) });
    case 'drill':
    case 'pack':
      return row.at === undefined ? noneYetText(row) : <InstantText at={row.at} />;
    case 'seals':
      return row.sealedUntil === undefined
        ? noneYetText(row)
        : t('health.seals.found', { on: formatDate(row.sealedUntil, language) });
    case 'month':
      return row.month === undefined ? noneYetText(row) : formatMonth(row.month, language);
    case 'mail':
      return t('health.mail.found', { confirmed: row.confirmed ?? 0, pending: row.pending ?? 0 });
    case 'queues':
      return t('health.queues.found', { waiting: row.waitingMessages ?? 0, failed: row.deadLetters ?? 0 });
    case 'alarms':
      return row.state === 'fine' ? t('health.alarms.none') : undefined;
    case 'phones':
      return t('health.phones.found', { count: row.phonesInUse ?? 0, ask: row.phones?.length ?? 0 });
    case 'version':
      return row.deployed === undefined ? undefined : t('health.version.found', { version: row.deployed });
    case 'cost':
      return t('health.cost.found', {
        spent: dollarsText(row.spentUsdCents),
        budget: dollarsText(row.budgetUsdCents),
      });
  }
}
