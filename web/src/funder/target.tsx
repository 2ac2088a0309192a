import { Progress } from '../design/progress.tsx';
import { useLanguage } from '../i18n/use-language.ts';
import { formatShare, formatValue } from '../months/format.ts';
import type { Indicator } from '../months/published.ts';
import { progressOf } from './periods.ts';
import { t } from './text.ts';

/** How far the financial year's target has been reached. */
export function TargetProgress({ indicator }: { readonly indicator: Indicator }) {
  const language = useLanguage();
  const share = progressOf(indicator);
  const { target, unit, financialYear } = indicator;
  if (target === null) return <p class="soft">{t('target.none')}</p>;
  const numbers = {
    value: formatValue(financialYear, unit, language),
    target: formatValue(target, unit, language),
  };
  if (share === null) return <p class="soft">{t('target.zero', numbers)}</p>;
  return (
    <Progress
      share={share}
      said={t('target.progress', { ...numbers, share: formatShare(share, language) })}
    />
  );
}
