import { useState } from 'preact/hooks';
import { formatDate, formatRupees } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { collectiveOf, membersOnSheet } from '../balances.ts';
import { useHere } from '../context.ts';
import { Frame, Gone } from '../frame.tsx';
import { type Member, sheets } from '../kinds.ts';
import { t } from '../text.ts';
import { describeDifference, SheetFoot } from './foot.tsx';
import { Lines } from './lines.tsx';
import { bodyOf, entriesOfRow, membersToCheck, totalsOf, unmarkedMembers } from './sheet-rules.ts';

const namesOf = (members: readonly Member[]): string => members.map(({ name }) => name).join(', ');

/** The whole sheet for a last check; then it is recorded on the phone. */
export function Check({ collectiveId }: { readonly collectiveId: string }) {
  const { desk, go } = useHere();
  const sheet = desk.rows.get(sheets, collectiveId);
  const collective = collectiveOf(desk.rows, collectiveId);
  if (sheet === undefined || collective === undefined) return <Gone />;
  const members = membersOnSheet(desk.rows, collectiveId);
  const totals = totalsOf(sheet, members, collective.cashPaise);
  const { countedPaise, expectedPaise } = totals;
  const difference =
    countedPaise === undefined || countedPaise === expectedPaise
      ? undefined
      : t('check.difference', {
          counted: formatRupees(countedPaise),
          expected: formatRupees(expectedPaise),
          difference: describeDifference(countedPaise - expectedPaise),
        });
  const record = async () => {
    const body = bodyOf(sheet, members, difference);
    await desk.record({
      id: sheet.id,
      what: 'meeting',
      path: `/api/collectives/${collectiveId}/meetings`,
      body: { ...body },
      entities: [collectiveId, ...members.filter(({ code }) => code === undefined).map(({ id }) => id)],
      ...(sheet.apart.length === 0 ? {} : { apart: sheet.apart }),
    });
    await desk.rows.remove(sheets, collectiveId);
    go({ name: 'saved' });
  };
  const unmarked = unmarkedMembers(sheet, members);
  // News from the server may have changed what she can take out or owes.
  const lookAt = membersToCheck(sheet, members, collective);
  return (
    <Frame
      title={t('check.title')}
      back={{ name: 'sheet', collectiveId }}
      foot={<SheetFoot totals={totals} />}
    >
      <p>
        {collective.name} · {formatDate(sheet.heldOn, language())}
      </p>
      {unmarked.length > 0 && <p class="warning">{t('check.unmarked', { names: namesOf(unmarked) })}</p>}
      {totals.expectedPaise < 0 && <p class="warning">{t('reason.box')}</p>}
      <Lines
        lines={members.map((member) => {
          const row = sheet.rows[member.id];
          return {
            id: member.id,
            name: member.name,
            status: row?.status,
            entries: row === undefined ? [] : entriesOfRow(member, row),
          };
        })}
      />
      {lookAt.length > 0 && <p class="error">{t('sheet.lookAt', { names: namesOf(lookAt) })}</p>}
      {countedPaise === undefined && <p class="warning">{t('check.uncounted')}</p>}
      {difference === undefined ? (
        <button
          type="button"
          class="primary"
          disabled={lookAt.length > 0}
          onClick={() => void record().catch(() => {})}
        >
          {t('check.record')}
        </button>
      ) : (
        <Differs
          difference={difference}
          isDisabled={lookAt.length > 0}
          onCount={() => go({ name: 'sheet', collectiveId, toCount: true })}
          onWithoutCount={() => void record().catch(() => {})}
        />
      )}
    </Frame>
  );
}

/** The count differs from the expected cash: she counts again, or sends the sheet without a count. */
function Differs({
  difference,
  isDisabled,
  onCount,
  onWithoutCount,
}: {
  readonly difference: string;
  readonly isDisabled: boolean;
  readonly onCount: () => void;
  readonly onWithoutCount: () => void;
}) {
  const [isAsked, setAsked] = useState(false);
  return (
    <>
      <p class="warning">{difference}</p>
      <button type="button" class="primary" onClick={onCount}>
        {t('check.again')}
      </button>
      {isAsked ? (
        <>
          <p class="warning" role="alert">
            {t('check.withoutCountExplain')}
          </p>
          <button type="button" class="second danger" disabled={isDisabled} onClick={onWithoutCount}>
            {t('check.withoutCountSure')}
          </button>
        </>
      ) : (
        <button type="button" class="second" onClick={() => setAsked(true)}>
          {t('check.withoutCount')}
        </button>
      )}
    </>
  );
}
