/**
 * Away from here, at once: the screen is blank before anything else happens, and the page is replaced, so that Back does not
 * show it again. Keys live in this page's memory and are gone with it.
 */
export function leave(): void {
  document.body.replaceChildren();
  // What was being read aloud would go on after the page.
  globalThis.speechSynthesis?.cancel();
  location.replace('/away.html');
}
