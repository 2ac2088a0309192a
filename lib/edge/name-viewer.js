// A CloudFront function: sets the header with the caller's address for the firewall, and overwrites one that the caller sent.
// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by this name.
function handler(event) {
  event.request.headers['x-viewer-address'] = { value: event.viewer.ip };
  return event.request;
}
