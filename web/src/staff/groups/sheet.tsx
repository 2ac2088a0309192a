import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import { TextField } from '../../design/field.tsx';
import { textOf } from '../../design/form-data.ts';
import { formatDate, formatRupees } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { hrefOf } from '../../session/address.ts';
import { DeskTable } from '../frame/desk-table.tsx';
import { Fold } from '../frame/fold.tsx';
import { Opened } from '../frame/opened.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { NewForm } from '../frame/record-form.tsx';
import { entryNames } from '../members/entry-names.ts';
import { t } from '../text.ts';

type SheetProps = { readonly api: Api; readonly groupId: string; readonly id: string };

/** One meeting's sheet: who was there, what was paid, what was counted and noted; it can be taken back. */
export function Sheet({ api, groupId, id }: SheetProps) {
  const language = useLanguage();
  const path = { id: groupId, meetingId: id };
  const meeting = useRead(['meeting', id], () =>
    api.request('GET /api/collectives/{id}/meetings/{meetingId}', { path }),
  );
  const members = useRead(['members of', groupId], () =>
    readList(api, 'GET /api/members', { query: { collectiveId: groupId } }),
  );
  const codes = new Map(members.data?.items.map(({ id: memberId, code }) => [memberId, code]));
  const codeOf = (memberId: string): string => codes.get(memberId) ?? t('groups.elsewhere');
  return (
    <Reading of={meeting}>
      {({ heldOn, attendance, entries, cashCountedPaise, note, reversed }) => {
        const day = formatDate(heldOn, language);
        const paid = (memberId: string, kind: string): number =>
          entries.reduce(
            (sum, entry) =>
              sum + (entry.memberId === memberId && entry.kind === kind ? entry.amountPaise : 0),
            0,
          );
        const kinds = [...new Set(entries.map(({ kind }) => kind))];
        return (
          <Opened back="collective" backTo={['groups', groupId]} title={t('sheet.of', { day })}>
            {reversed !== undefined && (
              <p class="warning">
                {t('sheet.reversed')}: {reversed.reason}
              </p>
            )}
            <dl class="facts">
              <dt>{t('present')}</dt>
              <dd>
                {attendance.filter(({ status }) => status === 'present').length} / {attendance.length}
              </dd>
              <dt>{t('cashCounted')}</dt>
              <dd>
                {cashCountedPaise === undefined ? t('sheet.uncounted') : formatRupees(cashCountedPaise)}
              </dd>
              <dt>{t('countNote')}</dt>
              <dd>{note ?? t('countNote.none')}</dd>
            </dl>
            <DeskTable
              list="sheet"
              idsOf={({ memberId }) => [memberId]}
              caption={t('meeting')}
              empty={t('nothing')}
              rows={attendance}
              keyOf={({ memberId }) => memberId}
              columns={[
                {
                  key: 'member',
                  title: t('member'),
                  value: ({ memberId }) => codeOf(memberId),
                  cell: ({ memberId }) => <a href={hrefOf('members', memberId)}>{codeOf(memberId)}</a>,
                  exported: true,
                },
                {
                  key: 'attendance',
                  title: t('sheet.attendance'),
                  value: ({ status }) => t(`attendance.${status}`),
                  exported: true,
                },
                ...kinds.map((kind) => ({
                  key: kind,
                  title: t(entryNames[kind] ?? 'kind'),
                  value: ({ memberId }: { readonly memberId: string }) => paid(memberId, kind) || undefined,
                  isMoney: true,
                  exported: true as const,
                })),
              ]}
            />
            {reversed === undefined && (
              <Fold label="reverse">
                <p class="soft">{t('reverse.explain')}</p>
                <NewForm
                  api={api}
                  label="reverse"
                  submit="reverse"
                  path={`/api/collectives/${groupId}/meetings/${id}/reversal`}
                  bodyOf={(data) => ({ reason: textOf(data, 'reason') })}
                  confirm={() => ({
                    title: t('reverse.ask', { day }),
                    explain: (
                      <p>
                        {t('reverse.will', {
                          total: formatRupees(entries.reduce((sum, { amountPaise }) => sum + amountPaise, 0)),
                          count: attendance.length,
                        })}
                      </p>
                    ),
                    confirm: t('reverse.yes'),
                  })}
                  onDone={() => meeting.refetch()}
                >
                  <TextField name="reason" label={t('reason')} />
                </NewForm>
              </Fold>
            )}
          </Opened>
        );
      }}
    </Reading>
  );
}
