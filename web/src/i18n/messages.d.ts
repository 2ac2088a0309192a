type Compiled = import('@lingui/core').Messages;

declare module '*/messages.json?te' {
  export const messages: Compiled;
}
declare module '*/messages.json?en' {
  export const messages: Compiled;
}
declare module '*/messages.json?ja' {
  export const messages: Compiled;
}
declare module '*.css';
