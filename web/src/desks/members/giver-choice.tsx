import { type Giver, givers, guardians } from '../../consent/giver.ts';
import { t as consentText } from '../../consent/text.ts';
import { Choice } from '../../design/fields/field.tsx';
import { t } from '../text.ts';

type GiverChoiceProps = {
  /** Whether the member is a girl, for whom somebody else must consent. */
  readonly isMinor: boolean;
  /** Whether a girl herself may be chosen too, because she may withdraw a consent. */
  readonly allowsSelf?: boolean;
};

/**
 * The choice of who gives consent for a member; for a girl with the committee as the first option, and a warning about guardians. On the phone
 * leader/enrol/consent-questions.tsx asks the same.
 */
export function GiverChoice({ isMinor, allowsSelf = false }: GiverChoiceProps) {
  const giversForMinor: readonly Giver[] = allowsSelf ? [...guardians, 'self'] : guardians;
  const options = isMinor ? giversForMinor : givers;
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
        // With other options the field starts anew, so that it never keeps a choice which is no longer offered.
        key={String(isMinor)}
        name="givenBy"
        label={t('givenBy')}
        options={options.map((giver) => [giver, consentText(`giver.${giver}`)])}
        isWide
      />
    </>
  );
}
