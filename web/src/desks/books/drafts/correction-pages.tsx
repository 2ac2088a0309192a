import type { Api } from '../../../api/client.ts';
import { showToast } from '../../../design/toast.tsx';
import { openAddress } from '../../../session/desk-address.ts';
import { OpenedRecord } from '../../frame/opened-record.tsx';
import { Reading } from '../../frame/reading.tsx';
import { t } from '../../text.ts';
import { type GroupMember, useGroupMembers } from '../group-members.ts';
import { SheetDetails } from '../sheets/sheet-details.tsx';
import { SheetForm } from '../sheets/sheet-form.tsx';
import { type RecordedMeeting, useMeeting } from '../sheets/use-meeting.ts';
import { type RecordedVoucher, useVoucher } from '../vouchers/use-voucher.ts';
import { VoucherDetails } from '../vouchers/voucher-details.tsx';
import { VoucherForm } from '../vouchers/voucher-form.tsx';
import { correctionOfSheet, correctionOfVoucher, withKeptRecords } from './correction-draft.ts';
import { OldAndNew, ReversalReason, useReversal } from './correction-parts.tsx';

type CorrectProps = { readonly api: Api; readonly groupId: string; readonly id: string };

/** The desk's page of correcting a recorded voucher. */
export function CorrectVoucher({ api, groupId, id }: CorrectProps) {
  const voucher = useVoucher(api, groupId, id);
  return (
    <OpenedRecord backLabel="voucher" backTo={['groups', groupId, 'vouchers', id]} title={t('books.correct')}>
      <Reading of={voucher}>{(old) => <VoucherCorrection api={api} groupId={groupId} old={old} />}</Reading>
    </OpenedRecord>
  );
}

function VoucherCorrection({
  api,
  groupId,
  old,
}: Omit<CorrectProps, 'id'> & { readonly old: RecordedVoucher }) {
  const isReversed = old.reversed !== undefined;
  const { sendReversal, isOnlyReversed } = useReversal({ isReversed }, (body) =>
    api.request('POST /api/collectives/{id}/vouchers/{voucherId}/reversal', {
      path: { id: groupId, voucherId: old.id },
      body,
    }),
  );
  return (
    <OldAndNew
      isOnlyReversed={isOnlyReversed}
      oldDetails={<VoucherDetails api={api} groupId={groupId} voucher={old} />}
      correctionForm={
        <VoucherForm
          api={api}
          groupId={groupId}
          initialDraft={correctionOfVoucher(old)}
          // If the voucher was reversed before, the group's balances are already without its lines.
          reversedPostings={isReversed ? [] : old.lines}
          sendFirst={sendReversal}
          fieldsAbove={<ReversalReason isReversed={isReversed} />}
          onDone={(newId) => {
            showToast(() => t('correct.done'));
            openAddress('groups', groupId, 'vouchers', newId);
          }}
        />
      }
    />
  );
}

/** The desk's page of correcting a recorded meeting's sheet. */
export function CorrectSheet({ api, groupId, id }: CorrectProps) {
  const meeting = useMeeting(api, groupId, id);
  const members = useGroupMembers(api, groupId);
  return (
    <OpenedRecord backLabel="meeting" backTo={['groups', groupId, id]} title={t('books.correct')}>
      <Reading of={members}>
        {(allMembers) => (
          <Reading of={meeting}>
            {(old) => <SheetCorrection api={api} groupId={groupId} old={old} members={allMembers} />}
          </Reading>
        )}
      </Reading>
    </OpenedRecord>
  );
}

function SheetCorrection({
  api,
  groupId,
  old,
  members,
}: Omit<CorrectProps, 'id'> & { readonly old: RecordedMeeting; readonly members: readonly GroupMember[] }) {
  const isReversed = old.reversed !== undefined;
  const { sendReversal, isOnlyReversed } = useReversal({ isReversed }, (body) =>
    api.request('POST /api/collectives/{id}/meetings/{meetingId}/reversal', {
      path: { id: groupId, meetingId: old.id },
      body,
    }),
  );
  const sheet = withKeptRecords(old, members);
  const listedIds = new Set(sheet.attendance.map(({ memberId }) => memberId));
  return (
    <OldAndNew
      isOnlyReversed={isOnlyReversed}
      oldDetails={<SheetDetails api={api} groupId={groupId} meeting={old} members={members} />}
      correctionForm={
        <SheetForm
          api={api}
          groupId={groupId}
          initialDraft={correctionOfSheet(sheet)}
          // A woman who has left the group is listed only if the old sheet lists her.
          members={members.filter(({ id, exitedOn }) => exitedOn === undefined || listedIds.has(id))}
          // If the sheet was reversed before, the group's balances are already without its postings.
          reversedPostings={isReversed ? [] : [...sheet.entries, ...(sheet.lines ?? [])]}
          sendFirst={sendReversal}
          fieldsAbove={<ReversalReason isReversed={isReversed} />}
          onDone={(newId) => {
            showToast(() => t('correct.done'));
            openAddress('groups', groupId, newId);
          }}
        />
      }
    />
  );
}
