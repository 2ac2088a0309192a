import { formatDate, formatRupees } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { collectiveOf, membersOnSheet } from '../balances.ts';
import { useHere } from '../context.ts';
import { Frame, Gone } from '../frame.tsx';
import { sheets } from '../kinds.ts';
import { t } from '../text.ts';
import { SheetFoot } from './sheet.tsx';
import { bodyOf, entriesOfRow, totalsOf } from './sheet-rules.ts';

/** All of the sheet to be looked at once more; then it is recorded on the phone. */
export function Check({ collectiveId }: { readonly collectiveId: string }) {
  const { desk, go } = useHere();
  const sheet = desk.rows.get(sheets, collectiveId);
  const collective = collectiveOf(desk.rows, collectiveId);
  if (sheet === undefined || collective === undefined) return <Gone />;
  const members = membersOnSheet(desk.rows, collectiveId);
  const totals = totalsOf(sheet, members, collective.cashPaise);
  const record = async () => {
    const body = bodyOf(sheet, members);
    await desk.record({
      id: sheet.id,
      what: 'meeting',
      path: `/api/collectives/${collectiveId}/meetings`,
      body: { ...body },
      entities: [collectiveId, ...members.filter(({ code }) => code === undefined).map(({ id }) => id)],
    });
    await desk.rows.remove(sheets, collectiveId);
    go({ name: 'saved' });
  };
  const differs = totals.countedPaise !== undefined && totals.countedPaise !== totals.expectedPaise;
  return (
    <Frame
      title={t('check.title')}
      back={{ name: 'sheet', collectiveId }}
      foot={<SheetFoot totals={totals} />}
    >
      <p>
        {collective.name} · {formatDate(sheet.heldOn, language())}
      </p>
      {totals.expectedPaise < 0 && <p class="warning">{t('reason.box')}</p>}
      {differs && <p class="warning">{t('check.differs')}</p>}
      <ul class="plain">
        {members.map((member) => {
          const row = sheet.rows[member.id];
          return (
            <li key={member.id}>
              <strong>{member.name}</strong>{' '}
              {row?.status === 'present' ? t('sheet.present') : t('sheet.absent')}
              {(row === undefined ? [] : entriesOfRow(member, row)).map(({ kind, amountPaise, loanId }) => (
                <span class="part" key={`${kind}${loanId}`}>
                  {t(`sheet.${kind}`)} {formatRupees(amountPaise)}
                </span>
              ))}
            </li>
          );
        })}
      </ul>
      <button type="button" class="primary" disabled={differs} onClick={() => void record().catch(() => {})}>
        {t('check.record')}
      </button>
    </Frame>
  );
}
