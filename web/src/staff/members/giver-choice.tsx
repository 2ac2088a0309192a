import { type Giver, givers, guardians } from '../../consent/giver.ts';
import { t as consentText } from '../../consent/text.ts';
import { Choice } from '../../design/field.tsx';
import { t } from '../text.ts';

type GiverChoiceProps = {
  /** Whether somebody else must consent. */
  readonly isMinor: boolean;
  /** Whether she may be chosen anyway, for a withdrawal. */
  readonly orSelf?: boolean;
};

/** The desk's choice of who gives consent: for a girl the committee first, with a warning about guardians. */
export function GiverChoice({ isMinor, orSelf = false }: GiverChoiceProps) {
  const offered: readonly Giver[] = isMinor ? [...guardians, ...(orSelf ? (['self'] as const) : [])] : givers;
  return (
    <>
      {isMinor && (
        <div class="field wide">
          <p>
            <strong>{consentText('giver.question')}</strong> {consentText('giver.committeeFirst')}
          </p>
          <p class="warning">{consentText('giver.warning')}</p>
        </div>
      )}
      <Choice
        key={String(isMinor)}
        name="givenBy"
        label={t('givenBy')}
        options={offered.map((each) => [each, consentText(`giver.${each}`)])}
        isWide
      />
    </>
  );
}
