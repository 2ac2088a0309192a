import { useEffect, useState } from 'preact/hooks';
import { t } from '../text.ts';

/** Shows how loud the microphone hears, so that nobody records silence. */
export function LevelMeter({ level }: { readonly level: () => number }) {
  const [value, setValue] = useState(0);
  useEffect(() => {
    let frame = 0;
    const draw = () => {
      setValue(level());
      frame = requestAnimationFrame(draw);
    };
    draw();
    return () => cancelAnimationFrame(frame);
  }, [level]);
  return (
    <meter
      class="level"
      min={0}
      low={0.05}
      high={0.95}
      optimum={0.5}
      max={1}
      value={value}
      aria-label={t('voice.level')}
    />
  );
}
