import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { v7 } from 'uuid';
import type { Api } from '../../api/client.ts';
import { TextField } from '../../design/field.tsx';
import { requiredTextOf } from '../../design/form-data.ts';
import { showToast } from '../../design/toast.tsx';
import { openAddress } from '../../session/desk-address.ts';
import { OpenedRecord } from '../frame/opened-record.tsx';
import { Reading } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { correctionOfSheet, correctionOfVoucher } from './correction-draft.ts';
import { type GroupMember, useGroupMembers } from './group-members.ts';
import { SheetFacts } from './sheet-facts.tsx';
import { SheetForm } from './sheet-form.tsx';
import { type RecordedMeeting, useMeeting } from './use-meeting.ts';
import { type RecordedVoucher, useVoucher } from './use-voucher.ts';

import { VoucherFacts } from './voucher-facts.tsx';
import { VoucherForm } from './voucher-form.tsx';

/**
 * Takes back what is wrong, once, before the right one is sent: a second attempt, after the right one was refused, does not reverse
 * again.
 * @param isReversed whether that was done before
 * @param reverse sends the reversal of the sheet or voucher
 */
function useReversal(
  { isReversed }: { readonly isReversed: boolean },
  reverse: (body: { readonly id: string; readonly reason: string }) => Promise<unknown>,
): (data: FormData) => Promise<void> {
  const reversal = useRef({ id: v7(), isDone: isReversed });
  return async (data) => {
    if (reversal.current.isDone) return;
    await reverse({ id: reversal.current.id, reason: requiredTextOf(data, 'reason') });
    reversal.current.isDone = true;
    showToast(() => t('correct.half'));
  };
}

/** Why the old one is taken back; where it was before, nobody asks. */
const Reason = ({ isReversed }: { readonly isReversed: boolean }) =>
  isReversed ? (
    <p class="warning wide">{t('correct.before')}</p>
  ) : (
    <TextField name="reason" label={t('correct.reason')} hint={t('correct.explain')} isWide />
  );

type BesideProps = { readonly old: ComponentChildren; readonly right: ComponentChildren };

/** What was recorded beside what will be. */
const Beside = ({ old, right }: BesideProps) => (
  <div class="old-and-new">
    <section aria-label={t('correct.old')}>
      <h3>{t('correct.old')}</h3>
      {old}
    </section>
    <section aria-label={t('correct.new')}>
      <h3>{t('correct.new')}</h3>
      {right}
    </section>
  </div>
);

type CorrectProps = { readonly api: Api; readonly groupId: string; readonly id: string };

/** The desk's page on which a recorded voucher is put right. */
export function CorrectVoucher({ api, groupId, id }: CorrectProps) {
  const voucher = useVoucher(api, groupId, id);
  return (
    <OpenedRecord back="voucher" backTo={['groups', groupId, 'vouchers', id]} title={t('books.correct')}>
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
  const reverse = useReversal({ isReversed }, (body) =>
    api.request('POST /api/collectives/{id}/vouchers/{voucherId}/reversal', {
      path: { id: groupId, voucherId: old.id },
      body,
    }),
  );
  return (
    <Beside
      old={<VoucherFacts api={api} groupId={groupId} voucher={old} />}
      right={
        <VoucherForm
          api={api}
          groupId={groupId}
          initialDraft={correctionOfVoucher(old)}
          reversedPostings={isReversed ? [] : old.lines}
          sendFirst={reverse}
          fieldsAbove={<Reason isReversed={isReversed} />}
          onDone={(made) => {
            showToast(() => t('correct.done'));
            openAddress('groups', groupId, 'vouchers', made);
          }}
        />
      }
    />
  );
}

/** The desk's page on which a recorded meeting's sheet is put right. */
export function CorrectSheet({ api, groupId, id }: CorrectProps) {
  const meeting = useMeeting(api, groupId, id);
  const members = useGroupMembers(api, groupId);
  return (
    <OpenedRecord back="meeting" backTo={['groups', groupId, id]} title={t('books.correct')}>
      <Reading of={members}>
        {(all) => (
          <Reading of={meeting}>
            {(old) => <SheetCorrection api={api} groupId={groupId} old={old} members={all} />}
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
  const reverse = useReversal({ isReversed }, (body) =>
    api.request('POST /api/collectives/{id}/meetings/{meetingId}/reversal', {
      path: { id: groupId, meetingId: old.id },
      body,
    }),
  );
  const wasListed = new Set(old.attendance.map(({ memberId }) => memberId));
  return (
    <Beside
      old={<SheetFacts api={api} groupId={groupId} meeting={old} members={members} />}
      right={
        <SheetForm
          api={api}
          groupId={groupId}
          initialDraft={correctionOfSheet(old)}
          members={members.filter(({ id, exitedOn }) => exitedOn === undefined || wasListed.has(id))}
          reversedPostings={isReversed ? [] : [...old.entries, ...(old.lines ?? [])]}
          sendFirst={reverse}
          fieldsAbove={<Reason isReversed={isReversed} />}
          onDone={(made) => {
            showToast(() => t('correct.done'));
            openAddress('groups', groupId, made);
          }}
        />
      }
    />
  );
}
