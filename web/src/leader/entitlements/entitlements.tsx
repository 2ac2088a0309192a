import { useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { entitlementStages, services } from '../../../../functions/shared/kinds/case-words.ts';
import { formatDate } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { inOrder, operations, requestOf } from '../../outbox/operation.ts';
import { useRedrawWhenRowsChange } from '../../phone/context.ts';
import { Gone } from '../../phone/frame.tsx';
import type { EventContent } from '../../timeline/event-body.ts';
import { t as timelineText } from '../../timeline/text.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { womanOf } from '../joined.ts';
import { t } from '../members/text.ts';
import { cases } from '../row-kinds.ts';
import { type Entitlement, entitlementCaseOf, type Standing, standingsOf } from './standing-rules.ts';

/** A woman's entitlements: those that she has, those under way, and the others. Two taps record an entitlement, offline too. */
export function EntitlementsScreen({ memberId }: { readonly memberId: string }) {
  const { workspace, go } = useHere();
  /** The one entry whose buttons are shown. */
  const [openEntry, setOpenEntry] = useState<Entitlement | 'visit'>();
  useRedrawWhenRowsChange();
  const member = womanOf(workspace.rows, memberId);
  if (member === undefined || member.withdrawnOn !== undefined) return <Gone />;
  const files = workspace.rows.all(cases);
  const { has, underWay, none } = standingsOf(member, files, inOrder(workspace.rows.all(operations)));
  const choose = (event: EventContent) =>
    // Recording fails only if the phone is full, which the frame shows.
    void recordEvent(workspace, memberId, event).then(
      () => setOpenEntry(undefined),
      () => {},
    );
  /** Shows the buttons of an entry; a second press hides them. */
  const toggle = (entry: Entitlement | 'visit') => setOpenEntry(openEntry === entry ? undefined : entry);
  const row = (standing: Standing) => (
    <EntitlementRow
      key={standing.entitlement}
      standing={standing}
      isOpen={openEntry === standing.entitlement}
      onToggle={() => toggle(standing.entitlement)}
      onEvent={choose}
    />
  );
  return (
    <Frame title={t('entitlements.title', { name: member.name })} back={{ name: 'member', id: memberId }}>
      {has.length > 0 && <h2>{t('entitlements.has')}</h2>}
      {has.map(row)}
      {underWay.length > 0 && <h2>{t('entitlements.underWay')}</h2>}
      {underWay.map(row)}
      {none.length > 0 && <h2>{t('entitlements.none')}</h2>}
      {none.map(row)}
      <h2>{t('entitlements.visit')}</h2>
      <button
        type="button"
        class="choice"
        aria-expanded={openEntry === 'visit'}
        onClick={() => toggle('visit')}
      >
        {t('entitlements.visited')}
      </button>
      {openEntry === 'visit' &&
        services.map((service) => (
          <button
            type="button"
            class="second"
            key={service}
            onClick={() => {
              choose({ type: 'service', service });
              // This screen shows nothing of a visit, so the next one says that it is saved.
              go({ name: 'saved' });
            }}
          >
            {timelineText(`service.${service}`)}
          </button>
        ))}
    </Frame>
  );
}

/** Records an event in the woman's entitlement case; opens a case first if there is none. */
async function recordEvent(workspace: Workspace, memberId: string, event: EventContent): Promise<void> {
  const on = todayInIndia();
  let caseId = entitlementCaseOf(workspace.rows.all(cases), memberId)?.id;
  if (caseId === undefined) {
    caseId = v7();
    const opened = { memberId, kind: 'entitlement', priority: 'normal', openedOn: on } as const;
    await workspace.record({
      id: caseId,
      what: 'case',
      ...requestOf('POST /api/cases', { body: { id: caseId, ...opened } }),
      entities: [caseId, memberId],
    });
    await workspace.rows.put(cases, caseId, { id: caseId, ...opened, status: 'open', isTaken: false });
  }
  const id = v7();
  await workspace.record({
    id,
    what: 'case_event',
    ...requestOf('POST /api/cases/{id}/events', { path: { id: caseId }, body: { id, on, ...event } }),
    entities: [caseId],
  });
}

/** An entitlement with its newest stage; once pressed, a button for each stage that can be recorded. */
function EntitlementRow({
  standing: { entitlement, stage, on },
  isOpen,
  onToggle,
  onEvent,
}: {
  readonly standing: Standing;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly onEvent: (event: EventContent) => void;
}) {
  return (
    <div>
      <button type="button" class="choice" aria-expanded={isOpen} onClick={onToggle}>
        {timelineText(`entitlement.${entitlement}`)}
        {stage !== undefined && (
          <span class="part">
            {stageWord(stage)} · {on !== undefined && formatDate(on, language())}
          </span>
        )}
      </button>
      {isOpen && (
        <fieldset class="bare">
          <legend class="hidden-text">{timelineText(`entitlement.${entitlement}`)}</legend>
          {entitlementStages.map((each) => (
            <button
              type="button"
              class="second"
              key={each}
              onClick={() => onEvent({ type: 'entitlement', entitlement, stage: each })}
            >
              {timelineText(`stage.${each}`)}
            </button>
          ))}
        </fieldset>
      )}
    </div>
  );
}

/** A stage that this version does not know is shown as it is. */
const stageWord = (stage: string): string => {
  const word = entitlementStages.find((each) => each === stage);
  return word === undefined ? stage : timelineText(`stage.${word}`);
};
