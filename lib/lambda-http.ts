/**
 * Replaces `node:http` in a bundle with the exports that the SDK and middy use. Importing the module itself
 * reads every export, which loads WebSocket, fetch and all of undici: a fifth of a function's start.
 */
const http = process.getBuiltinModule('node:http');

export const { Agent, request, STATUS_CODES } = http;
