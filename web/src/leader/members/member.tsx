import { dueOnOf } from '../../../../functions/shared/calendar/request-deadline.ts';
import { formatDate, formatRupees } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useRedrawWhenRowsChange } from '../../phone/context.ts';
import { Gone } from '../../phone/frame.tsx';
import { herTexts } from '../../phone/her-texts.ts';
import { talksOf, useReadTalks } from '../../phone/talk/her-talks.ts';
import { t as talkText } from '../../phone/talk/text.ts';
import { GoalWords } from '../../talks/goal-words.tsx';
import { standingGoal } from '../../talks/talk.ts';
import { talkDrafts } from '../../workspace/row-kinds.ts';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { womanOf } from '../joined.ts';
import { withUnsent } from '../meetings/balances.ts';
import { type CaseFile, cases } from '../row-kinds.ts';
import { outstandingPaiseOf } from '../sheet/row/entries-and-lines.ts';
import { t } from './text.ts';

/** One member: her balances, her cases, and the buttons to the screens about her. */
export function MemberScreen({ id }: { readonly id: string }) {
  const { workspace, go } = useHere();
  useRedrawWhenRowsChange();
  useReadTalks(id);
  const stored = womanOf(workspace.rows, id);
  if (stored === undefined) return <Gone />;
  const member = withUnsent(workspace.rows, stored);
  const hasStopped = member.withdrawnOn !== undefined;
  const goal = standingGoal(talksOf(workspace, id));
  const isInTalk = workspace.rows.get(talkDrafts, id) !== undefined;
  const herCases = workspace.rows.all(cases).filter(({ memberId }) => memberId === id);
  return (
    <Frame title={member.name} back={{ name: 'members', collectiveId: member.collectiveId }}>
      <ul class="plain">
        {member.code === undefined ? (
          <li>{t('members.noCode')}</li>
        ) : (
          <Fact
            value={[member.code, ...(member.joined ?? []).map(({ code }) => code)].join(' · ')}
            say={(code) => t('members.code', { code })}
          />
        )}
        {herTexts(member).map((text) => (
          <li key={text}>{text}</li>
        ))}
        <Fact value={formatDate(member.joinedOn, language())} say={(date) => t('members.joined', { date })} />
        <Fact value={formatRupees(member.savingsPaise)} say={(amount) => t('sheet.savings', { amount })} />
        <Fact
          value={formatRupees(outstandingPaiseOf(member))}
          say={(amount) => t('members.owes', { amount })}
        />
      </ul>
      {member.withdrawnOn !== undefined && <Stopped on={member.withdrawnOn} herCases={herCases} />}
      <button type="button" class="primary" onClick={() => go({ name: 'passbook', id })}>
        {t('members.passbook')}
      </button>
      <button type="button" class="second" onClick={() => go({ name: 'record', id })}>
        {t('members.record')}
      </button>
      {!hasStopped && (
        <>
          <button type="button" class="second" onClick={() => go({ name: 'talk', memberId: id })}>
            {talkText(isInTalk ? 'talk.goOn' : 'talk.hers')}
          </button>
          {goal !== undefined && (
            <>
              <h2>{talkText('talk.goal')}</h2>
              <GoalWords goal={goal} />
            </>
          )}
          <button type="button" class="second" onClick={() => go({ name: 'entitlements', memberId: id })}>
            {t('entitlements')}
          </button>
          <button type="button" class="second" onClick={() => go({ name: 'herChildren', memberId: id })}>
            {t('children.hers')}
          </button>
          <button type="button" class="second" onClick={() => go({ name: 'newPhone', id })}>
            {t('newPhone.title')}
          </button>
        </>
      )}
      {herCases.length > 0 && <h2>{t('cases.title')}</h2>}
      {herCases.map((file) => (
        <button type="button" class="choice" key={file.id} onClick={() => go({ name: 'case', id: file.id })}>
          {file.code ?? t('members.noCode')} · {t(`kind.${file.kind}`)}
          <span class="part">{t(`status.${file.status}`)}</span>
        </button>
      ))}
      {!hasStopped && (
        <>
          <button
            type="button"
            class="second danger"
            onClick={() =>
              go({ name: 'openCase', memberId: id, proposal: { kind: 'crisis', priority: 'urgent' } })
            }
          >
            {t('members.needsHelp')}
          </button>
          <button type="button" class="second" onClick={() => go({ name: 'openCase', memberId: id })}>
            {t('cases.openFor')}
          </button>
          <button type="button" class="quiet" onClick={() => go({ name: 'record', id, toStop: true })}>
            {t('members.toStop')}
          </button>
        </>
      )}
    </Frame>
  );
}

/** One line about the woman, its value bold within its words. `say` is first given a line break, which shows where the value stands in the sentence. */
function Fact({ value, say }: { readonly value: string; readonly say: (value: string) => string }) {
  const [before, after] = say('\n').split('\n');
  return (
    <li>
      {before}
      <strong>{value}</strong>
      {after}
    </li>
  );
}

/** Says that the woman has stopped: what is left here, and by which day the office answers her. */
function Stopped({ on, herCases }: { readonly on: string; readonly herCases: readonly CaseFile[] }) {
  const codes = herCases.flatMap(({ code, status }) =>
    code === undefined || status === 'closed' ? [] : code,
  );
  const dueOn = dueOnOf(on);
  return (
    <p class="notice">
      {[
        t('members.stopped', { date: formatDate(on, language()) }),
        codes.length === 0
          ? t('members.stopped.money')
          : t('members.stopped.finishing', { codes: codes.join(', ') }),
        // Once that day is over, it is not named any more.
        ...(dueOn < todayInIndia()
          ? []
          : [t('members.stopped.answer', { due: formatDate(dueOn, language()) })]),
      ].map((sentence) => (
        <span class="part" key={sentence}>
          {sentence}
        </span>
      ))}
    </p>
  );
}
