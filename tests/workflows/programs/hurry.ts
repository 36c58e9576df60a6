// Loaded before a command: what it waits between two writes, as GitHub asks for, lasts a hundredth.

const wait = globalThis.setTimeout
globalThis.setTimeout = Object.assign(
  (callback: (...args: unknown[]) => void, milliseconds = 0, ...args: unknown[]) =>
    wait(callback, milliseconds / 100, ...args),
  wait,
) as typeof globalThis.setTimeout
