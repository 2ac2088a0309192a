/** Covers the page while it is not shown, so that the phone's list of open apps has nothing of it. */
export function coverWhenHidden(): void {
  const cover = (isHidden: boolean): void => {
    document.documentElement.toggleAttribute('data-covered', isHidden);
  };
  document.addEventListener('visibilitychange', () => cover(document.visibilityState === 'hidden'));
  // A page that is kept for the way back may be drawn before it is told that it is shown.
  addEventListener('pagehide', () => cover(true));
  addEventListener('pageshow', () => cover(document.visibilityState === 'hidden'));
}
