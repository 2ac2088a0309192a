import { type Giver, givers, guardians } from '../consent/giver.ts';
import { t as consents } from '../consent/text.ts';
import { Choice } from './fields.tsx';

type GiverChoiceProps = {
  /** Whether another than she herself has to consent. */
  readonly isMinor: boolean;
  /** Whether she herself may be chosen all the same, to take something back. */
  readonly orSelf?: boolean;
};

/** Who consents: of a girl the committee first, with a word on guardians. */
export function GiverChoice({ isMinor, orSelf = false }: GiverChoiceProps) {
  const offered: readonly Giver[] = isMinor ? [...guardians, ...(orSelf ? (['self'] as const) : [])] : givers;
  return (
    <>
      {isMinor && (
        <div class="field wide">
          <p>
            <strong>{consents('giver.question')}</strong> {consents('giver.committeeFirst')}
          </p>
          <p class="warning">{consents('giver.warning')}</p>
        </div>
      )}
      <Choice
        key={String(isMinor)}
        name="givenBy"
        label="givenBy"
        wide
        options={offered.map((each) => [each, consents(`giver.${each}`)])}
      />
    </>
  );
}
