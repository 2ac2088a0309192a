// A CloudFront function: answers every path without a file name with the web client's one page.
// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by this name.
function handler(event) {
  const uri = event.request.uri;
  if (!uri.slice(uri.lastIndexOf('/')).includes('.')) event.request.uri = '/index.html';
  return event.request;
}
