import { useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { formatDate } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { entriesOf } from '../balances.ts';
import { useHere, useStatus } from '../context.ts';
import { Frame } from '../frame.tsx';
import { cases, collectives, members, type SheetRow, sheets } from '../kinds.ts';
import { inOrder, isUnsent, type Operation, operations } from '../outbox/operation.ts';
import { writeRupees } from '../sheet/money.ts';
import { type Key, t } from '../text.ts';

/** What the programme refuses, in words that say what to do. */
const reasons: Readonly<Record<string, Key>> = {
  cash_mismatch: 'reason.cash',
  insufficient_cash: 'reason.box',
  insufficient_savings: 'reason.savings',
  insufficient_loan: 'reason.loan',
  unknown_loan: 'reason.loan',
  not_a_member: 'reason.member',
  invalid_aadhaar: 'reason.aadhaar',
  invalid_date: 'reason.date',
  consent_missing: 'reason.consent',
  already_reversed: 'reason.reversed',
};

/** Everything on its way: how it stands, why, and what she can do. */
export function Waiting({ onSignIn }: { readonly onSignIn: () => Promise<void> }) {
  const { desk, go } = useHere();
  const { sending, unsent } = useStatus();
  const [discarding, setDiscarding] = useState<string>();
  const list = inOrder(desk.rows.all(operations).filter(isUnsent));
  const unreadable = desk.rows.countUnreadable(operations);
  const mend = async (operation: Operation) => {
    if (operation.what !== 'meeting') return;
    const collectiveId = operation.entities[0] ?? '';
    await desk.rows.put(sheets, collectiveId, toSheet(operation, collectiveId));
    await desk.rows.remove(operations, operation.id);
    go({ name: 'sheet', collectiveId });
  };
  const discard = async (operation: Operation) => {
    if (operation.what === 'member') await desk.rows.remove(members, operation.id);
    if (operation.what === 'case') await desk.rows.remove(cases, operation.id);
    await desk.rows.remove(operations, operation.id);
    setDiscarding(undefined);
    desk.sync();
  };
  return (
    <Frame title={t('waiting.title')} back={{ name: 'home' }}>
      {unsent === 0 && <p class="notice">{t('waiting.none')}</p>}
      {unsent > 0 && sending === 'offline' && <p class="warning">{t('waiting.offline')}</p>}
      {sending === 'signed_out' && (
        <>
          <p class="warning">{t('waiting.signedOut')}</p>
          <button type="button" class="primary" onClick={() => void onSignIn().catch(() => {})}>
            {t('waiting.signIn')}
          </button>
        </>
      )}
      {unreadable > 0 && <p class="warning">{t('waiting.unreadable', { count: unreadable })}</p>}
      <ul class="plain">
        {list.map((operation) => (
          <li key={operation.id}>
            <strong>{t(`what.${operation.what}`)}</strong> <span>{describe(operation)}</span>{' '}
            <span class="state">{t(`state.${operation.state}`)}</span>
            {operation.state === 'needs_fix' && (
              <p class="error">
                {t(reasons[operation.reason ?? ''] ?? 'reason.other')} ({operation.reason})
              </p>
            )}
            {operation.state === 'conflict' && (
              <button
                type="button"
                class="primary"
                onClick={() => go({ name: 'conflict', id: operation.id })}
              >
                {t('waiting.settle')}
              </button>
            )}
            {operation.state === 'needs_fix' && (
              <>
                {operation.what === 'meeting' && (
                  <button type="button" class="primary" onClick={() => void mend(operation)}>
                    {t('waiting.mend')}
                  </button>
                )}
                <button
                  type="button"
                  class="second"
                  onClick={async () => {
                    const { reason: _reason, details: _details, ...rest } = operation;
                    await desk.rows.put(operations, operation.id, { ...rest, state: 'waiting' });
                    desk.sync();
                  }}
                >
                  {t('waiting.again')}
                </button>
                {discarding === operation.id ? (
                  <button type="button" class="second danger" onClick={() => void discard(operation)}>
                    {t('waiting.discardSure')}
                  </button>
                ) : (
                  <button type="button" class="quiet" onClick={() => setDiscarding(operation.id)}>
                    {t('waiting.discard')}
                  </button>
                )}
              </>
            )}
          </li>
        ))}
      </ul>
      {unsent > 0 && (
        <button type="button" class="second" onClick={desk.sync}>
          {t('waiting.sendNow')}
        </button>
      )}
    </Frame>
  );

  function describe({ what, entities, body }: Operation): string {
    if (what === 'meeting' || what === 'reversal') {
      const name = desk.rows.get(collectives, entities[0] ?? '')?.name ?? '';
      return `${name} ${typeof body.heldOn === 'string' ? formatDate(body.heldOn, language()) : ''}`;
    }
    return what === 'member' ? (desk.rows.get(members, entities[0] ?? '')?.name ?? '') : '';
  }
}

/** The refused sheet as a draft again. Nothing was recorded under its id, so it keeps it. */
function toSheet(operation: Operation, collectiveId: string) {
  const { body } = operation;
  const rows: Record<string, SheetRow> = {};
  const entries = entriesOf(operation);
  const attendance: unknown[] = Array.isArray(body.attendance) ? body.attendance : [];
  for (const listed of attendance) {
    if (typeof listed !== 'object' || listed === null || !('memberId' in listed)) continue;
    const memberId = String(listed.memberId);
    const amount = (...kinds: string[]): string => {
      const paise = entries
        .filter((entry) => entry.memberId === memberId && kinds.includes(entry.kind))
        .reduce((sum, { amountPaise }) => sum + amountPaise, 0);
      return paise === 0 ? '' : writeRupees(paise);
    };
    const isPresent = 'status' in listed && listed.status === 'present';
    const loan = entries.find((entry) => entry.memberId === memberId && entry.kind === 'loan');
    rows[memberId] = {
      status: isPresent ? 'present' : 'absent',
      deposit: amount('deposit'),
      repayment: amount('repayment', 'interest'),
      withdrawal: amount('withdrawal'),
      loan: amount('loan'),
      fine: amount('fine'),
      newLoanId: loan?.loanId ?? v7(),
    };
  }
  return {
    id: operation.id,
    collectiveId,
    heldOn: String(body.heldOn),
    rows,
    cashCounted: typeof body.cashCountedPaise === 'number' ? writeRupees(body.cashCountedPaise) : '',
  };
}
