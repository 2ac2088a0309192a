import './progress.css';

/**
 * The progress bar: how far something has come, with the same in words.
 * Use it where the end is known: a year's target, things that are being sent. Don't use it where it isn't (`Busy`).
 * @param share 1 is all; more is drawn as all
 */
export function Progress({ share, said }: { readonly share: number; readonly said: string }) {
  return (
    <div class="progress">
      <progress value={Math.min(share, 1)} max={1} aria-label={said} />
      <p class="soft">{said}</p>
    </div>
  );
}

/** The progress of what takes nobody knows how long: "Loading …". A reader of the screen is told. */
export function Busy({ said }: { readonly said: string }) {
  return (
    <p class="busy" role="status">
      {said}
    </p>
  );
}
