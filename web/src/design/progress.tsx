import './progress.css';

/**
 * A progress bar with the progress in words below it.
 * Use it where the end is known: a year's target, records that are being sent. Where the end isn't known, use `Busy`.
 * @param share from 0 to 1; more than 1 is drawn as 1, since a target can be exceeded
 * @param text the progress in words: "153 of 200"
 */
export function Progress({ share, text }: { readonly share: number; readonly text: string }) {
  return (
    <div class="progress">
      <progress value={Math.min(share, 1)} max={1} aria-label={text} />
      <p class="soft">{text}</p>
    </div>
  );
}

/**
 * The place of something that is on its way: grey lines of about its height, so that the page is drawn at once and doesn't jump
 * later. Use it below `Busy`, which says so in words.
 */
export function Skeleton() {
  return (
    <div class="skeleton" aria-hidden="true">
      {Array.from({ length: 6 }, (_, line) => (
        <div key={line} />
      ))}
    </div>
  );
}

/** The progress of work without a known end: "Loading …". Screen readers announce the text. */
export function Busy({ text }: { readonly text: string }) {
  return (
    <p class="busy" role="status">
      {text}
    </p>
  );
}
