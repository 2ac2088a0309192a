import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { mayHaveHardwareSecret, NoHardwareSecret } from '../hardware.ts';
import { type Way, ways } from '../keyring.ts';
import { LockedFrame } from '../locked-frame.tsx';
import type { Secret } from '../set-up.ts';
import { ChoosePictures } from './choose-pictures.tsx';
import { ChoosePin } from './choose-pin.tsx';
import { SomebodyElse } from './somebody-else.tsx';
import { type SetUpKey, t } from './text.ts';

/** Opens the set-up of a leader's phone. @returns the functions that show its screens */
export async function openSetUp(root: HTMLElement) {
  const mayHaveSecret = await mayHaveHardwareSecret();
  const offeredWays = ways.filter((way) => way !== 'hardware' || mayHaveSecret);
  return {
    /**
     * Asks her how to unlock the phone from now on.
     * @param isAgain the phone is set up already, and she chooses anew
     * @param onSecret throws NoHardwareSecret if the phone's own lock (fingerprint or pattern) does not work
     */
    askForSecret: ({ isAgain, onSecret }: Omit<SetUpProps, 'offeredWays'>): void =>
      render(<SetUp key="set-up" offeredWays={offeredWays} isAgain={isAgain} onSecret={onSecret} />, root),
    /** Says that the phone has another person's data. @param waiting how many unsent operations and drafts it holds */
    showSomebodyElse: (waiting: number, onTake: () => Promise<void>): void =>
      render(<SomebodyElse key="else" waiting={waiting} onTake={onTake} />, root),
  };
}

const wayTexts: Readonly<Record<Way, { readonly name: SetUpKey; readonly meaning: SetUpKey }>> = {
  hardware: { name: 'way.hardware', meaning: 'way.hardware.meaning' },
  pictures: { name: 'way.pictures', meaning: 'way.pictures.meaning' },
  server: { name: 'way.server', meaning: 'way.server.meaning' },
};

type SetUpProps = {
  readonly offeredWays: readonly Way[];
  readonly isAgain: boolean;
  readonly onSecret: (secret: Secret) => Promise<void>;
};

function SetUp({ offeredWays: offeredAtFirst, isAgain, onSecret }: SetUpProps) {
  const [offeredWays, setOfferedWays] = useState(offeredAtFirst);
  const [way, setWay] = useState<Way>();
  const [trouble, setTrouble] = useState<SetUpKey>();
  useEffect(() => scrollTo(0, 0), [way]);
  const back = () => setWay(undefined);
  const accept = async (secret: Secret): Promise<void> => {
    try {
      await onSecret(secret);
    } catch (error) {
      if (!(error instanceof NoHardwareSecret)) throw error;
      // She chooses again, without the way that does not work.
      setOfferedWays(offeredWays.filter((one) => one !== 'hardware'));
      setTrouble('way.noHardware');
      setWay(undefined);
    }
  };
  if (way === 'pictures') return <ChoosePictures onBack={back} onSecret={accept} />;
  if (way !== undefined) return <ChoosePin way={way} onBack={back} onSecret={accept} />;
  return (
    <LockedFrame key="ways" title={t('way.title')}>
      {trouble !== undefined && (
        <p class="warning" role="alert">
          {t(trouble)}
        </p>
      )}
      <p>{isAgain ? t('way.again') : t('way.explain')}</p>
      {offeredWays.map((one) => (
        <button type="button" class="choice" key={one} onClick={() => setWay(one)}>
          <strong>{t(wayTexts[one].name)}</strong>
          <span class="part">{t(wayTexts[one].meaning)}</span>
        </button>
      ))}
    </LockedFrame>
  );
}
