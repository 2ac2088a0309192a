import { formatRupees } from '../../i18n/format.ts';
import { t } from '../text.ts';
import type { Entry } from './entries.ts';
import type { Attendance } from './sheet-rules.ts';

type Line = {
  readonly id: string;
  readonly name: string;
  readonly status: Attendance['status'] | undefined;
  readonly entries: readonly Entry[];
};

/** A sheet for reading: each woman with her entries. */
export function Lines({ lines }: { readonly lines: readonly Line[] }) {
  return (
    <ul class="plain">
      {lines.map(({ id, name, status, entries }) => (
        <li key={id}>
          <strong>{name}</strong> {t(`sheet.${status ?? 'unmarked'}`)}
          {entries.map(({ kind, amountPaise, loanId }) => (
            <span class="part" key={`${kind}${loanId}`}>
              {t(`sheet.${kind}`)} {formatRupees(amountPaise)}
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}
