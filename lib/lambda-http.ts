/**
 * Stands in for `node:http` when a function is bundled: what the SDK and middy use of it. An import of the module itself reads
 * every export, and thereby loads WebSocket and fetch with all of undici: a fifth of a function's start, for nothing.
 */
const http = process.getBuiltinModule('node:http');

export const { Agent, request, STATUS_CODES } = http;
