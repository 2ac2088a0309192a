type Compiled = import('./say-message.ts').Messages;

declare module '*.json?te' {
  export const messages: Compiled;
}
declare module '*.json?en' {
  export const messages: Compiled;
}
declare module '*.json?ja' {
  export const messages: Compiled;
}
declare module '*.css';
