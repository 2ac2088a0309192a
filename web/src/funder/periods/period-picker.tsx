import { addMonths } from '../../../../functions/shared/calendar/calendar.ts';
import { oneOf } from '../../design/fields/one-of.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatMonth } from '../../months/format-published.ts';
import type { ListedVersion } from '../../months/published.ts';
import { type Address, formatAddress } from '../address.ts';
import type { ShownVersion } from '../shown-version.ts';
import { t } from '../text.ts';
import { periodName } from './period-text.ts';
import { periods } from './periods.ts';

type MonthPickerProps = {
  readonly shown: ShownVersion;
  /** The newest version of the shown month. */
  readonly newestVersion: ListedVersion;
  /** The shown version. */
  readonly version: number;
};

/** Opens another month. Back returns to the former month. */
const openAddress = (address: Address): void => {
  location.hash = formatAddress(address);
};
/** Changes the version or period of the open page: Back skips the change. */
const replaceAddress = (address: Address): void => location.replace(formatAddress(address));

/** The picker of the funder's pages: month and version. Each choice has an address. */
export function MonthPicker({
  shown: { address, months, snapshot },
  newestVersion,
  version,
}: MonthPickerProps) {
  const language = useLanguage();
  /** The index of the shown month; the newest month has the index 0. */
  const index = months.findIndex(({ month }) => month === newestVersion.month);
  const { version: _, ...withoutVersion } = address;
  const openMonth = (month: string | undefined): void => {
    if (month !== undefined) openAddress({ ...withoutVersion, month });
  };
  // An older month has a choice even with one version: later publications may have revised it.
  const hasVersions = newestVersion.version > 1 || index > 0;
  return (
    <div class="picker">
      <label>
        {t('month')}
        <select value={snapshot.month} onChange={({ currentTarget }) => openMonth(currentTarget.value)}>
          {months.map(({ month }) => (
            <option key={month} value={month}>
              {formatMonth(month, language)}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        class="second small"
        disabled={index + 1 >= months.length}
        onClick={() => openMonth(months[index + 1]?.month)}
      >
        ‹ {t('earlier')}
      </button>
      <button
        type="button"
        class="second small"
        disabled={index <= 0}
        onClick={() => openMonth(months[index - 1]?.month)}
      >
        {t('later')} ›
      </button>
      {index === 0 && (
        <p class="soft">{t('later.none', { month: formatMonth(addMonths(snapshot.month, 1), language) })}</p>
      )}
      {hasVersions && <VersionChoice address={address} newest={newestVersion} version={version} />}
    </div>
  );
}

type VersionChoiceProps = {
  readonly address: Address;
  readonly newest: ListedVersion;
  readonly version: number;
};

/**
 * The choice of a version: the numbers as they are known now, or as a version said them. Files are always as published, so on their page the newest version is
 * called that, and not what is known now.
 */
function VersionChoice({ address, newest, version }: VersionChoiceProps) {
  const { version: chosen, ...withoutVersion } = address;
  const isOfFiles = address.page === 'files';
  // All versions, which are numbered from 1, the newest first. Of files, the newest is the one that is shown without a choice.
  const numbers = Array.from({ length: newest.version }, (_, versionsBack) => newest.version - versionsBack);
  const offered = isOfFiles ? numbers.slice(1) : numbers;
  return (
    <label>
      {t(isOfFiles ? 'version.files' : 'version')}
      <select
        // The empty value stands for the newest version, with the revisions since.
        value={chosen === undefined || (isOfFiles && version === newest.version) ? '' : String(version)}
        onChange={({ currentTarget: { value } }) =>
          replaceAddress({
            ...withoutVersion,
            month: newest.month,
            ...(value === '' ? {} : { version: Number(value) }),
          })
        }
      >
        <option value="">
          {isOfFiles ? t('files.versionNewest', { version: newest.version }) : t('version.now')}
        </option>
        {offered.map((one) => (
          <option key={one} value={String(one)}>
            {t(isOfFiles ? 'files.versionName' : 'version.name', { version: one })}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The choice of a period, beside the tables or the chart that it changes. */
export function PeriodSwitch({ address }: { readonly address: Address }) {
  return (
    <label>
      {t('period')}
      <select
        name="period"
        value={address.period}
        onChange={({ currentTarget: { value } }) => {
          const period = oneOf(periods, value);
          if (period !== undefined) replaceAddress({ ...address, period });
        }}
      >
        {periods.map((period) => (
          <option key={period} value={period}>
            {periodName(period)}
          </option>
        ))}
      </select>
    </label>
  );
}
