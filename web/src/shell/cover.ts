/** Covers the page while it is hidden, so that the phone's list of open apps shows nothing. */
export function coverWhenHidden(): void {
  const cover = (isHidden: boolean): void => {
    document.documentElement.toggleAttribute('data-covered', isHidden);
  };
  document.addEventListener('visibilitychange', () => cover(document.visibilityState === 'hidden'));
  // A page in the back-forward cache may be drawn before it gets its event.
  addEventListener('pagehide', () => cover(true));
  addEventListener('pageshow', () => cover(document.visibilityState === 'hidden'));
}
