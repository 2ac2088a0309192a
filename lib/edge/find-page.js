// A CloudFront function: every address of the web client that is no file is its one page.
// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by this name.
function handler(event) {
  const uri = event.request.uri;
  if (!uri.slice(uri.lastIndexOf('/')).includes('.')) event.request.uri = '/index.html';
  return event.request;
}
