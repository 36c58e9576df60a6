// Loaded before a command: what it waits between two writes, as GitHub asks for, lasts a hundredth; and an answer may
// take a hundred times as long, because on a busy machine another run finishes first.

const wait = globalThis.setTimeout
globalThis.setTimeout = Object.assign(
  (callback: (...args: unknown[]) => void, milliseconds = 0, ...args: unknown[]) =>
    wait(callback, milliseconds / 100, ...args),
  wait,
) as typeof globalThis.setTimeout

const { timeout } = AbortSignal
AbortSignal.timeout = (milliseconds) => timeout.call(AbortSignal, milliseconds * 100)
